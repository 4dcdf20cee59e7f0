package dev.perdure.engine.file;

import dev.perdure.engine.file.pattern.PathGlob;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for lines in the text files of a workspace. Reads a part of them at a time, lets other
 * threads run in between, and heeds an interrupt at each line.
 */
public final class SearchFiles {

    /** Held in memory at a time, in bytes, and one file more. */
    private static final long BATCH_BYTES = 4L * 1_024 * 1_024;

    /** Asked for at a time. */
    private static final int BATCH_FILES = 500;

    /** Shown of a line; what is found further on counts, and is not shown. */
    private static final int LINE_CHARACTERS_MAX = 500;

    /** Looked at of a line. */
    static final int LINE_SEARCHED_MAX = 16 * 1_024;

    /**
     * In characters: after so many, somebody else may run, as nobody takes a virtual thread away.
     */
    private static final int STRETCH = 4 * 1_024;

    private final FileStore files;

    public SearchFiles(FileStore files) {
        this.files = files;
    }

    /**
     * What is looked for.
     *
     * @param below in this directory and those in it
     * @param glob what the paths of the files are like; absent means all
     * @param linesMax no more lines than these are found
     */
    public record Question(
            FilePath below, TextPattern pattern, @Nullable PathGlob glob, int linesMax) {}

    /**
     * What was found.
     *
     * @param complete whether nothing else is there
     */
    public record Found(List<Matches> files, boolean complete) {

        public Found {
            files = List.copyOf(files);
        }
    }

    /** The lines of one file, in their order. */
    public record Matches(FilePath path, List<Line> lines) {

        public Matches {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line that was found.
     *
     * @param number the first is 1
     */
    public record Line(int number, String text) {}

    /** Looks through the files of a directory in the order of their paths. */
    public Found search(FileView view, Question question) throws InterruptedException {
        List<FileEntry> candidates =
                files.list(view, question.below(), true).stream()
                        .filter(entry -> !entry.isDirectory())
                        .filter(entry ->
                                question.glob() == null || question.glob().matches(entry.path()))
                        .toList();
        return among(view, candidates, question.pattern(), question.linesMax());
    }

    /** Looks through these files, in this order. */
    public Found among(FileView view, List<FileEntry> candidates, TextPattern pattern, int linesMax)
            throws InterruptedException {
        List<Matches> found = new ArrayList<>();
        int room = linesMax;
        int next = 0;
        while (next < candidates.size()) {
            List<FilePath> batch = batch(candidates, next);
            next += batch.size();
            for (StoredFile file : files.read(view, batch)) {
                List<Line> lines = lines(file, pattern, room + 1);
                if (lines.size() > room) {
                    add(found, file, lines.subList(0, room));
                    return new Found(found, false);
                }
                add(found, file, lines);
                room -= lines.size();
            }
        }
        return new Found(found, true);
    }

    private static void add(List<Matches> found, StoredFile file, List<Line> lines) {
        if (!lines.isEmpty()) {
            found.add(new Matches(file.entry().path(), lines));
        }
    }

    private static List<FilePath> batch(List<FileEntry> candidates, int from) {
        List<FilePath> batch = new ArrayList<>();
        long bytes = 0;
        for (int at = from; at < candidates.size() && batch.size() < BATCH_FILES; at++) {
            FileEntry entry = candidates.get(at);
            if (!batch.isEmpty() && bytes + entry.size() > BATCH_BYTES) {
                break;
            }
            bytes += entry.size();
            batch.add(entry.path());
        }
        return batch;
    }

    private static List<Line> lines(StoredFile file, TextPattern pattern, int max)
            throws InterruptedException {
        List<Line> found = new ArrayList<>();
        Iterator<String> lines = file.content().text().orElse("").lines().iterator();
        int stretch = 0;
        for (int number = 1; lines.hasNext() && found.size() < max; number++) {
            String line = lines.next();
            stretch += line.length() + 1;
            if (stretch > STRETCH) {
                stretch = 0;
                pause();
            }
            if (pattern.isIn(searched(line))) {
                found.add(new Line(number, shown(line)));
            }
        }
        return found;
    }

    /** Nothing depends on who runs next: a search without this would keep a carrier to itself. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void pause() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while files were looked through");
        }
        Thread.yield();
    }

    private static String searched(String line) {
        return line.length() <= LINE_SEARCHED_MAX ? line : line.substring(0, LINE_SEARCHED_MAX);
    }

    private static String shown(String line) {
        if (line.length() <= LINE_CHARACTERS_MAX) {
            return line;
        }
        boolean splits = Character.isHighSurrogate(line.charAt(LINE_CHARACTERS_MAX - 1));
        return line.substring(0, splits ? LINE_CHARACTERS_MAX - 1 : LINE_CHARACTERS_MAX) + "…";
    }
}
