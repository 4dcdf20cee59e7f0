package dev.perdure.egress.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    private static final int BYTES_MAX = 1_000;

    @Test
    void an_event_ends_with_an_empty_line() {
        assertThat(events("data: one\n\ndata: two\n\n"))
                .containsExactly(message("one"), message("two"));
    }

    @Test
    void lines_of_data_are_joined_by_line_feeds() {
        assertThat(events("data: one\ndata:two\ndata:  three\ndata\n\n"))
                .containsExactly(message("one\ntwo\n three\n"));
    }

    @Test
    void a_name_holds_for_one_event() {
        assertThat(events("event: error\ndata: one\n\ndata: two\n\n"))
                .containsExactly(new SseEvent("error", "one"), message("two"));
    }

    @Test
    void what_is_no_data_makes_no_event() {
        assertThat(
                        events(
                                ": a comment\n\nevent: ping\n\nretry: 10\nid: 7\n\nnonsense\n\ndata: x\n\n"))
                .containsExactly(message("x"));
    }

    @Test
    void a_comment_within_an_event_is_passed_over() {
        assertThat(events("data: one\n: PROCESSING\ndata: two\n\n"))
                .containsExactly(message("one\ntwo"));
    }

    @Test
    void an_event_that_the_end_cuts_off_never_was() {
        assertThat(events("data: one\n\ndata: two\n")).containsExactly(message("one"));
        assertThat(events("data: one\n\ndata: two")).containsExactly(message("one"));
    }

    @Test
    void a_byte_order_mark_is_passed_over_at_the_start_alone() {
        assertThat(events("\uFEFFdata: one\n\n\uFEFFdata: two\n\ndata: three\n\n"))
                .containsExactly(message("one"), message("three"));
    }

    @Test
    void bytes_that_are_no_utf_8_are_replaced() {
        byte[] broken = {'d', 'a', 't', 'a', ':', (byte) 0xC3, '(', '\n', '\n'};

        assertThat(new SseReader(BYTES_MAX).read(ByteBuffer.wrap(broken)))
                .containsExactly(message("\uFFFD("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void the_stream_may_be_cut_anywhere(String lineEnd) {
        String stream =
                "\uFEFFevent: a\ndata: pr\u00EAt\u00E0 \uD83D\uDE80\ndata: \u65E5\u672C\n\n: c\n\ndata:{}\n\n\n"
                        .replace("\n", lineEnd);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<SseEvent> whole = read(bytes, bytes.length);
        assertThat(whole)
                .containsExactly(
                        new SseEvent("a", "pr\u00EAt\u00E0 \uD83D\uDE80\n\u65E5\u672C"),
                        message("{}"));

        for (int size = 1; size < bytes.length; size++) {
            assertThat(read(bytes, size)).as("in pieces of %d bytes", size).isEqualTo(whole);
        }
    }

    @Test
    void a_line_without_an_end_is_refused_at_its_bound() {
        SseReader reader = new SseReader(BYTES_MAX);
        reader.read(bytes("data: " + "x".repeat(BYTES_MAX - 6)));

        assertThatExceptionOfType(OverlongEvent.class).isThrownBy(() -> reader.read(bytes("x")));
    }

    @Test
    void data_without_an_end_is_refused_at_its_bound() {
        SseReader reader = new SseReader(BYTES_MAX);
        String line = "data: " + "x".repeat(400) + "\n";
        reader.read(bytes(line + line));

        assertThatExceptionOfType(OverlongEvent.class).isThrownBy(() -> reader.read(bytes(line)));
    }

    @Test
    void the_bound_is_of_an_event_and_not_of_the_stream() {
        String event = "data: " + "x".repeat(800) + "\n\n";

        assertThat(events(event.repeat(50))).hasSize(50);
    }

    private static List<SseEvent> events(String stream) {
        return new SseReader(BYTES_MAX).read(bytes(stream));
    }

    private static List<SseEvent> read(byte[] bytes, int size) {
        SseReader reader = new SseReader(BYTES_MAX);
        List<SseEvent> events = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            int length = Math.min(size, bytes.length - from);
            events.addAll(reader.read(ByteBuffer.wrap(bytes, from, length)));
        }
        return events;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SseEvent message(String data) {
        return new SseEvent("message", data);
    }
}
