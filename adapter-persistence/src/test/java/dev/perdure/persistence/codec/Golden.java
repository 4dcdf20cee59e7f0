package dev.perdure.persistence.codec;

import dev.perdure.json.Json;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored record as a file: the columns of its row and its payload. A file that was released once
 * never changes; a new form of the record gets a new version and a new file.
 */
final class Golden {

    private Golden() {}

    static String path(String type, int version) {
        return "/golden/" + type + ".v" + version + ".json";
    }

    static Optional<StoredEntry> read(String type, int version) {
        return text(path(type, version)).map(Golden::parse);
    }

    /** A file of the same form with a member that was added to it later. */
    static StoredEntry added(String type, int version, String member) {
        return text("/golden/" + type + ".v" + version + "." + member + ".json")
                .map(Golden::parse)
                .orElseThrow();
    }

    static String write(StoredEntry stored) {
        return JsonObject.builder()
                        .put("type", stored.type())
                        .put("version", stored.typeVersion())
                        .putIfPresent(
                                "turn", Optional.ofNullable(stored.turn()).map(UUID::toString))
                        .putIfPresent("step", Optional.ofNullable(stored.step()))
                        .put("payload", Json.parse(stored.payload()).get())
                        .build()
                        .toJson()
                + "\n";
    }

    private static Optional<String> text(String path) {
        try (InputStream file = Golden.class.getResourceAsStream(path)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredEntry parse(String text) {
        JsonObject file = (JsonObject) Json.parse(text).get();
        return new StoredEntry(
                file.string("type").orElseThrow(),
                Math.toIntExact(file.longValue("version").orElseThrow()),
                file.string("turn").map(UUID::fromString).orElse(null),
                file.get("step")
                        .map(step -> Math.toIntExact(((JsonNumber) step).asLong()))
                        .orElse(null),
                Json.utf8(file.object("payload").orElseThrow()));
    }
}
