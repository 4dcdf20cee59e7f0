package dev.perdure.rest.everruns.current;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.SearchFiles;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.file.FileEntry;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.WireTime;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files as this dialect tells them. */
final class FileWire {

    private FileWire() {}

    static JsonObject list(WorkspaceKey workspace, List<FileEntry> entries) {
        return JsonObject.builder()
                .put(
                        "data",
                        new JsonArray(
                                entries.stream()
                                        .<JsonValue>map(entry -> info(workspace, entry).build())
                                        .toList()))
                .build();
    }

    /** A file with its content: as text, if it is one. */
    static JsonObject file(WorkspaceKey workspace, StoredFile file) {
        FileContent content = file.content();
        Optional<String> text = content.text();
        return info(workspace, file.entry())
                .put(
                        "content",
                        text.orElseGet(() -> Base64.getEncoder().encodeToString(content.bytes())))
                .put("encoding", text.isPresent() ? "text" : "base64")
                .build();
    }

    static JsonObject directory(WorkspaceKey workspace, FileEntry entry) {
        return info(workspace, entry).build();
    }

    static JsonObject stat(FileEntry entry) {
        return described(entry).build();
    }

    static JsonObject deleted(boolean deleted) {
        return JsonObject.builder().put("deleted", deleted).build();
    }

    static JsonObject found(SearchFiles.Found found) {
        List<JsonValue> files = found.files().stream().<JsonValue>map(FileWire::matches).toList();
        return JsonObject.builder()
                .put("data", new JsonArray(files))
                .put("complete", found.complete())
                .build();
    }

    private static JsonObject matches(SearchFiles.Matches file) {
        List<JsonValue> lines =
                file.lines().stream()
                        .<JsonValue>map(line ->
                                JsonObject.builder()
                                        .put("path", file.path().text())
                                        .put("line_number", line.number())
                                        .put("line", line.text())
                                        .build())
                        .toList();
        return JsonObject.builder()
                .put("path", file.path().text())
                .put("matches", new JsonArray(lines))
                .build();
    }

    private static JsonObjectBuilder info(WorkspaceKey workspace, FileEntry entry) {
        UUID space = workspace.id().value();
        JsonObjectBuilder info =
                JsonObject.builder()
                        .put("id", id(space, entry.path()).toString())
                        .put("session_id", space.toString());
        described(entry)
                .build()
                .members()
                .forEach(member -> info.put(member.name(), member.value()));
        return info;
    }

    private static JsonObjectBuilder described(FileEntry entry) {
        JsonObjectBuilder described =
                JsonObject.builder()
                        .put("path", entry.path().text())
                        .put("name", entry.path().name())
                        .put("is_directory", entry.isDirectory())
                        .put("is_readonly", entry.readOnly())
                        .put("size_bytes", entry.size())
                        .put("created_at", WireTime.write(entry.createdAt()))
                        .put("updated_at", WireTime.write(entry.updatedAt()));
        if (entry.hash() != null) {
            described.put("content_hash", entry.hash().hex());
        }
        return described;
    }

    /** The same for one path of a workspace at all times. */
    private static UUID id(UUID workspace, FilePath path) {
        return UUID.nameUUIDFromBytes((workspace + path.text()).getBytes(StandardCharsets.UTF_8));
    }
}
