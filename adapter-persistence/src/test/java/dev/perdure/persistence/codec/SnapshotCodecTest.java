package dev.perdure.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.SampleSnapshots;
import dev.perdure.event.StreamVersion;
import dev.perdure.harness.Harness;
import dev.perdure.loop.Notes;
import dev.perdure.loop.Snapshot;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

    private static final StreamVersion VERSION = new StreamVersion(9);

    /** A form that was released never changes: another one gets another number. */
    private static final String FORM_2 =
            "{\"settings\":{\"harness\":\""
                    + Harness.GENERIC_ID.value()
                    + "\",\"title\":\"A talk\",\"tags\":[],\"instructions\":\"\",\"capabilities\":[],"
                    + "\"tools\":[],\"extensions\":{}},\"changed_at\":7,\"characters\":12,\"whole\":false,"
                    + "\"notes\":{\"version\":4,\"text\":\"Notes.\"},"
                    + "\"tail\":[{\"version\":5,\"message\":{\"id\":\"00000000-0000-0001-0000-000000000002\","
                    + "\"role\":\"agent\",\"content\":[{\"part\":\"text\",\"text\":\"Hello.\"}],"
                    + "\"controls\":{\"as_sent\":{}},\"metadata\":{},\"actor\":{},"
                    + "\"created_at\":\"1970-01-01T00:00:00Z\"}},"
                    + "{\"version\":7,\"call\":\"one\",\"tool\":\"clock\","
                    + "\"result\":{\"status\":\"success\",\"output\":\"Noon\",\"error\":\"\"}}]}";

    @Test
    void the_stored_form_is_the_one_that_was_released() {
        Snapshot snapshot =
                new Snapshot(
                        SessionSettings.of(Harness.GENERIC_ID, null, "A talk"),
                        VERSION,
                        new StreamVersion(7),
                        new Notes(new StreamVersion(4), "Notes."),
                        List.of(
                                new TranscriptItem.Said(
                                        new StreamVersion(5),
                                        Message.ofAgent(
                                                new MessageId(new UUID(1, 2)),
                                                List.of(new InputPart.Text("Hello.")),
                                                Instant.EPOCH)),
                                new TranscriptItem.Answered(
                                        new StreamVersion(7),
                                        new ToolCallId("one"),
                                        "clock",
                                        ToolResult.success("Noon"))),
                        12,
                        false);

        assertThat(SnapshotCodec.FORM).isEqualTo(2);
        assertThat(new String(SnapshotCodec.encode(snapshot), StandardCharsets.UTF_8))
                .isEqualTo(FORM_2);
        assertThat(SnapshotCodec.decode(VERSION, FORM_2.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(snapshot);
    }

    @Test
    void everything_in_a_snapshot_comes_back() {
        Snapshot awkward = SampleSnapshots.awkward(VERSION);

        assertThat(SnapshotCodec.decode(VERSION, SnapshotCodec.encode(awkward))).isEqualTo(awkward);
    }

    @Test
    void what_is_no_snapshot_is_refused() {
        for (String damaged : List.of("", "{}", "[]", FORM_2.substring(0, FORM_2.length() - 1))) {
            byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> SnapshotCodec.decode(VERSION, bytes))
                    .as(damaged)
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
