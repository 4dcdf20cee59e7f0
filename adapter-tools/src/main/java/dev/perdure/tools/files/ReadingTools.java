package dev.perdure.tools.files;

import dev.perdure.engine.file.SearchFiles;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.pattern.PathGlob;
import dev.perdure.engine.file.pattern.TextPattern;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
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
    static final int MATCHES = 100;
    static final int MATCHES_MAX = 500;

    private ReadingTools() {}

    static JsonObject read(Place place, FileArguments arguments) throws FileToolException {
        FilePath asked = arguments.path("path");
        int start = arguments.number("start_line", 1, Integer.MAX_VALUE);
        int lines = arguments.number("lines", LINES, LINES_MAX);
        return Shown.file(opened(place, asked), new LineWindow(start, lines, CHARACTERS_MAX));
    }

    static JsonObject readMany(Place place, FileArguments arguments) throws FileToolException {
        List<FilePath> paths = arguments.paths("paths", PATHS_MAX);
        List<JsonValue> files = new ArrayList<>();
        for (FilePath asked : paths) {
            JsonObject file;
            try {
                LineWindow window = new LineWindow(1, LINES, CHARACTERS_MAX / paths.size());
                file = Shown.file(opened(place, asked), window);
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
        return Shown.hashed(entry)
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
        return Shown.entries(
                place.list(asked, arguments.flag("recursive")), arguments.pathOrNull("after"));
    }

    static JsonObject glob(Place place, FileArguments arguments) throws FileToolException {
        PathGlob glob = FileToolException.orThrow(PathGlob.parse(arguments.text("pattern")));
        return Shown.entries(
                alike(place.allFiles(arguments.directory("path")), glob),
                arguments.pathOrNull("after"));
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
        List<FileEntry> files = place.allFiles(arguments.directory("path"));
        return Shown.found(
                new SearchFiles(place.files())
                        .among(
                                place.now(),
                                glob == null ? files : alike(files, glob),
                                pattern,
                                limit));
    }

    /** Those that are like it under one of their names. */
    private static List<FileEntry> alike(List<FileEntry> files, PathGlob glob) {
        return files.stream()
                .filter(entry -> Place.spellings(entry.path()).anyMatch(glob::matches))
                .toList();
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
}
