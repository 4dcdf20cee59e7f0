package dev.perdure.persistence.codec;

import dev.perdure.event.StreamVersion;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.Notes;
import dev.perdure.loop.Snapshot;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.tool.ToolCallId;
import java.util.Optional;

/**
 * The stored form of snapshots: canonical JSON in UTF-8. Unlike the log they can be made again, so
 * that only the newest form is read.
 */
public final class SnapshotCodec {

    /** The form that is written and read. */
    public static final int FORM = 2;

    private static final String WHERE = "a snapshot";

    private SnapshotCodec() {}

    public static byte[] encode(Snapshot snapshot) {
        return Json.utf8(
                JsonObject.builder()
                        .put("settings", SettingsCodec.session(snapshot.settings()))
                        .put("changed_at", snapshot.changedAt().value())
                        .put("characters", snapshot.characters())
                        .put("whole", snapshot.whole())
                        .putIfPresent(
                                "notes",
                                Optional.ofNullable(snapshot.notes()).map(SnapshotCodec::notes))
                        .put("tail", Values.list(snapshot.tail(), SnapshotCodec::item))
                        .build());
    }

    /**
     * Takes a snapshot back from its stored form.
     *
     * @throws RuntimeException of whatever kind when the bytes are none
     */
    public static Snapshot decode(StreamVersion version, byte[] stored) {
        Fields in = Fields.of(WHERE, Stored.object(WHERE, stored));
        return new Snapshot(
                SettingsCodec.session(in.fields("settings")),
                version,
                version(in, "changed_at"),
                in.orNull("notes", SnapshotCodec::notes),
                in.list("tail", SnapshotCodec::item),
                in.number("characters"),
                in.flag("whole"));
    }

    private static JsonObject notes(Notes notes) {
        return JsonObject.builder()
                .put("version", notes.at().value())
                .put("text", notes.text())
                .build();
    }

    private static Notes notes(Fields in, String name) {
        Fields notes = in.fields(name);
        return new Notes(version(notes, "version"), notes.text("text"));
    }

    private static JsonObject item(TranscriptItem item) {
        return switch (item) {
            case TranscriptItem.Said said ->
                    JsonObject.builder()
                            .put("version", said.version().value())
                            .put("message", MessageJson.message(said.message()))
                            .build();
            case TranscriptItem.Answered answered ->
                    JsonObject.builder()
                            .put("version", answered.version().value())
                            .put("call", answered.call().value())
                            .put("tool", answered.tool())
                            .put("result", ToolJson.result(answered.result()))
                            .build();
        };
    }

    private static TranscriptItem item(Fields in) {
        StreamVersion version = version(in, "version");
        return in.has("message")
                ? new TranscriptItem.Said(version, MessageJson.message(in.fields("message")))
                : new TranscriptItem.Answered(
                        version,
                        new ToolCallId(in.text("call")),
                        in.text("tool"),
                        ToolJson.result(in.fields("result")));
    }

    private static StreamVersion version(Fields in, String name) {
        return new StreamVersion(in.number(name));
    }
}
