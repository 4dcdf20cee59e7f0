package dev.perdure.tools.instructions;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The skills of a workspace: where they stand, and which of them can be used. */
record SkillFiles(FileStore files) {

    /** In a workspace. What is beyond is passed over, in the order of paths. */
    static final int SKILLS_MAX = 50;

    /** The directories of skills under both their names; of two of one name, the first counts. */
    private static final List<FilePath> PLACES =
            List.of(
                    new FilePath("/skills"),
                    new FilePath("/workspace/skills"),
                    new FilePath("/.agents/skills"),
                    new FilePath("/workspace/.agents/skills"));

    /** What was found, usable or not; each in the order of paths. */
    record Found(List<Skill> skills, List<Unusable> unusable) {

        Optional<Skill> named(String name) {
            return skills.stream().filter(skill -> skill.name().equals(name)).findFirst();
        }
    }

    /** One that cannot be used, and why, in a sentence. */
    record Unusable(FilePath file, String why) {}

    Found in(FileView view) {
        List<Unusable> unusable = new ArrayList<>();
        Map<String, FileEntry> wanted = new LinkedHashMap<>();
        for (FilePath place : PLACES) {
            for (FileEntry entry : files.list(view, place, true)) {
                if (isSkill(place, entry)) {
                    take(entry, wanted, unusable);
                }
            }
        }
        Map<FilePath, String> texts = texts(view, wanted);
        List<Skill> skills = new ArrayList<>();
        for (FileEntry entry : wanted.values()) {
            String text = texts.get(entry.path());
            Either<String, Skill> read =
                    text == null ? Either.left("It is not text.") : Skill.of(entry.path(), text);
            read.peek(skills::add).peekLeft(why -> unusable.add(new Unusable(entry.path(), why)));
        }
        return new Found(List.copyOf(skills), List.copyOf(unusable));
    }

    /** What else is in the directory of a skill. */
    List<FilePath> beside(FileView view, Skill skill) {
        return files.list(view, skill.file().parent(), true).stream()
                .filter(entry -> !entry.isDirectory() && !entry.path().equals(skill.file()))
                .map(FileEntry::path)
                .toList();
    }

    private static boolean isSkill(FilePath place, FileEntry entry) {
        return !entry.isDirectory()
                && entry.path().name().equals(Skill.FILE)
                && entry.path().parent().parent().equals(place)
                && !entry.path().parent().equals(place);
    }

    private static void take(
            FileEntry entry, Map<String, FileEntry> wanted, List<Unusable> unusable) {
        String name = entry.path().parent().name();
        if (entry.size() > Skill.BYTES_MAX) {
            unusable.add(
                    new Unusable(entry.path(), "It has more than " + Skill.BYTES_MAX + " bytes."));
        } else if (wanted.containsKey(name)) {
            unusable.add(new Unusable(entry.path(), "Another skill has its name."));
        } else if (wanted.size() == SKILLS_MAX) {
            unusable.add(
                    new Unusable(
                            entry.path(), "A workspace has at most " + SKILLS_MAX + " skills."));
        } else {
            wanted.put(name, entry);
        }
    }

    private Map<FilePath, String> texts(FileView view, Map<String, FileEntry> wanted) {
        Map<FilePath, String> texts = new LinkedHashMap<>();
        if (!wanted.isEmpty()) {
            List<FilePath> paths = wanted.values().stream().map(FileEntry::path).toList();
            for (StoredFile file : files.read(view, paths)) {
                file.content().text().ifPresent(text -> texts.put(file.entry().path(), text));
            }
        }
        return texts;
    }
}
