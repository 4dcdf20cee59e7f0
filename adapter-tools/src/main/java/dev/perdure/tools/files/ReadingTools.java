package dev.perdure.tools.files;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.SearchFiles;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.pattern.PathGlob;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tools that change nothing. */
final class ReadingTools {

    /** Of all content that one call answers: some ten thousand tokens. */
    static final int CHARACTERS_MAX = 40_000;

    /** Of a file that is not text; Base64 makes it a third longer. */
    static final int BINARY_BYTES_MAX = 24 * 1_024;

    static final int LINES = 2_000;
    static final int LINES_MAX = 5_000;
    static final int PATHS_MAX = 20;
    static final int ENTRIES_MAX = 1_000;
    static final int MATCHES = 100;
    static final int MATCHES_MAX = 500;

    private ReadingTools() {}

    static JsonObject read(Place place, FileArguments arguments) throws FileToolException {
        FilePath asked = arguments.path("path");
        int start = arguments.number("start_line", 1, Integer.MAX_VALUE);
        int lines = arguments.number("lines", LINES, LINES_MAX);
        return shown(opened(place, asked), new LineWindow(start, lines, CHARACTERS_MAX));
    }

    static JsonObject readMany(Place place, FileArguments arguments) throws FileToolException {
        List<FilePath> paths = arguments.paths("paths", PATHS_MAX);
        List<JsonValue> files = new ArrayList<>();
        for (FilePath asked : paths) {
            JsonObject file;
            try {
                LineWindow window = new LineWindow(1, LINES, CHARACTERS_MAX / paths.size());
                file = shown(opened(place, asked), window);
            } catch (FileToolException none) {
                file =
                        JsonObject.builder()
                                .put("path", asked.text())
                                .put("error", none.sentence())
                                .build();
            }
            files.add(file);
        }
        return JsonObject.builder().put("files", new JsonArray(files)).build();
    }

    static JsonObject stat(Place place, FileArguments arguments) throws FileToolException {
        FilePath asked = arguments.path("path");
        if (asked.isRoot()) {
            return JsonObject.builder().put("path", "/").put("type", "directory").build();
        }
        FileEntry entry = place.find(asked).orElseThrow(() -> missing(asked));
        return described(entry)
                .put("created_at", entry.createdAt().toString())
                .put("updated_at", entry.updatedAt().toString())
                .build();
    }

    static JsonObject list(Place place, FileArguments arguments) throws FileToolException {
        FilePath asked = arguments.directory("path");
        if (!place.isDirectory(asked)) {
            throw place.find(asked).isPresent()
                    ? new FileToolException(asked + " is a file: read it with read_file.")
                    : missing(asked);
        }
        return entries(place.list(asked, arguments.flag("recursive")));
    }

    static JsonObject glob(Place place, FileArguments arguments) throws FileToolException {
        PathGlob glob = FileToolException.orThrow(PathGlob.parse(arguments.text("pattern")));
        return entries(
                place.list(arguments.directory("path"), true).stream()
                        .filter(entry -> !entry.isDirectory())
                        .filter(entry -> Place.spellings(entry.path()).anyMatch(glob::matches))
                        .toList());
    }

    static JsonObject grep(Place place, FileArguments arguments)
            throws FileToolException, InterruptedException {
        TextPattern pattern =
                FileToolException.orThrow(
                        TextPattern.parse(
                                arguments.text("pattern"), arguments.flag("ignore_case")));
        @Nullable String written = arguments.textOrNull("glob");
        @Nullable PathGlob glob =
                written == null ? null : FileToolException.orThrow(PathGlob.parse(written));
        int limit = arguments.number("limit", MATCHES, MATCHES_MAX);
        FilePath below = place.kept(arguments.directory("path"));
        SearchFiles.Found found =
                new SearchFiles(place.files())
                        .search(place.now(), new SearchFiles.Question(below, pattern, glob, limit));
        return found(found);
    }

    static FileToolException missing(FilePath path) {
        return new FileToolException("There is nothing at " + path + ".");
    }

    /** A file with its content, under whichever of its names it is kept. */
    static StoredFile opened(Place place, FilePath asked) throws FileToolException {
        List<FilePath> names = Place.spellings(asked).toList();
        List<StoredFile> files = place.files().read(place.now(), names);
        Optional<StoredFile> file =
                names.stream()
                        .flatMap(name -> files.stream().filter(f -> f.entry().path().equals(name)))
                        .findFirst();
        if (file.isEmpty() && place.isDirectory(asked)) {
            throw new FileToolException(asked + " is a directory: list it with list_directory.");
        }
        return file.orElseThrow(() -> missing(asked));
    }

    private static JsonObject shown(StoredFile file, LineWindow window) throws FileToolException {
        FileContent content = file.content();
        JsonObjectBuilder answer = described(file.entry());
        Optional<String> text = content.text();
        if (text.isPresent()) {
            return window.into(text.get(), answer).build();
        }
        if (content.size() > BINARY_BYTES_MAX) {
            throw new FileToolException(
                    file.entry().path()
                            + " is not text, and with "
                            + content.size()
                            + " bytes it is too large to be shown otherwise.");
        }
        return answer.put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(content.bytes()))
                .build();
    }

    private static JsonObject entries(List<FileEntry> entries) {
        List<JsonValue> shown =
                entries.stream()
                        .limit(ENTRIES_MAX)
                        .<JsonValue>map(entry -> described(entry).build())
                        .toList();
        JsonObjectBuilder answer = JsonObject.builder().put("entries", new JsonArray(shown));
        if (entries.size() > ENTRIES_MAX) {
            answer.put("left_out", entries.size() - ENTRIES_MAX);
        }
        return answer.build();
    }

    private static JsonObject found(SearchFiles.Found found) {
        List<JsonValue> lines = new ArrayList<>();
        int characters = 0;
        boolean complete = found.complete();
        for (SearchFiles.Matches file : found.files()) {
            for (SearchFiles.Line line : file.lines()) {
                characters += file.path().text().length() + line.text().length();
                if (characters > CHARACTERS_MAX) {
                    complete = false;
                    break;
                }
                lines.add(
                        JsonObject.builder()
                                .put("path", file.path().text())
                                .put("line_number", line.number())
                                .put("line", line.text())
                                .build());
            }
        }
        return JsonObject.builder()
                .put("matches", new JsonArray(lines))
                .put("complete", complete)
                .build();
    }

    static JsonObjectBuilder described(FileEntry entry) {
        JsonObjectBuilder described =
                JsonObject.builder()
                        .put("path", entry.path().text())
                        .put("type", entry.isDirectory() ? "directory" : "file");
        if (entry.hash() != null) {
            described.put("size_bytes", entry.size()).put("hash", entry.hash().hex());
        }
        if (entry.readOnly()) {
            described.put("read_only", true);
        }
        return described;
    }
}
