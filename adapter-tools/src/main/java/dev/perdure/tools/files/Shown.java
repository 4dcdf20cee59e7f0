package dev.perdure.tools.files;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.SearchFiles;
import dev.perdure.engine.file.StoredFile;
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

/** Files as results have them. What says how to go on stands before what may be long. */
final class Shown {

    private Shown() {}

    /** A file with the window of its lines, or in Base64 when it is no text and fits there. */
    static JsonObject file(StoredFile file, LineWindow window) throws FileToolException {
        FileContent content = file.content();
        JsonObjectBuilder answer = hashed(file.entry());
        Optional<String> text = content.text();
        if (text.isPresent()) {
            return window.into(text.get(), answer).build();
        }
        String noText =
                file.entry().path() + " is not text, and with " + content.size() + " bytes it is ";
        if (content.size() > ReadingTools.BINARY_BYTES_MAX) {
            throw new FileToolException(noText + "too large to be shown otherwise.");
        }
        String base64 = Base64.getEncoder().encodeToString(content.bytes());
        if (base64.length() > window.characters()) {
            throw new FileToolException(
                    noText + "too large to be shown with others: read it with read_file.");
        }
        return answer.put("encoding", "base64").put("content", base64).build();
    }

    /**
     * As many of the entries as fit, in their order.
     *
     * @param after only what comes after it
     */
    static JsonObject entries(List<FileEntry> entries, @Nullable FilePath after) {
        List<FileEntry> rest =
                entries.stream()
                        .filter(entry -> after == null || entry.path().compareTo(after) > 0)
                        .toList();
        List<JsonValue> shown = new ArrayList<>();
        int characters = 0;
        for (FileEntry entry : rest) {
            JsonObject described = described(entry).build();
            characters += described.toJson().length() + 1;
            if (characters > ReadingTools.CHARACTERS_MAX) {
                break;
            }
            shown.add(described);
        }
        JsonObjectBuilder answer = JsonObject.builder();
        if (shown.size() < rest.size()) {
            answer.put("left_out", rest.size() - shown.size())
                    .put("next_after", rest.get(shown.size() - 1).path().text());
        }
        return answer.put("entries", new JsonArray(shown)).build();
    }

    /** As many of the lines as fit. */
    static JsonObject found(SearchFiles.Found found) {
        List<JsonValue> lines = new ArrayList<>();
        int characters = 0;
        boolean complete = found.complete();
        for (SearchFiles.Matches file : found.files()) {
            for (SearchFiles.Line line : file.lines()) {
                JsonObject match =
                        JsonObject.builder()
                                .put("path", file.path().text())
                                .put("line_number", line.number())
                                .put("line", line.text())
                                .build();
                characters += match.toJson().length() + 1;
                if (characters > ReadingTools.CHARACTERS_MAX) {
                    complete = false;
                    break;
                }
                lines.add(match);
            }
        }
        return JsonObject.builder()
                .put("complete", complete)
                .put("matches", new JsonArray(lines))
                .build();
    }

    /** With the hash that a change names. */
    static JsonObjectBuilder hashed(FileEntry entry) {
        JsonObjectBuilder described = described(entry);
        return entry.hash() == null ? described : described.put("hash", entry.hash().hex());
    }

    private static JsonObjectBuilder described(FileEntry entry) {
        JsonObjectBuilder described =
                JsonObject.builder()
                        .put("path", entry.path().text())
                        .put("type", entry.isDirectory() ? "directory" : "file");
        if (!entry.isDirectory()) {
            described.put("size_bytes", entry.size());
        }
        if (entry.readOnly()) {
            described.put("read_only", true);
        }
        return described;
    }
}
