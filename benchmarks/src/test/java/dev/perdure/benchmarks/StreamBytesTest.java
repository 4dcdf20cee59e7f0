package dev.perdure.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader of streams makes of bytes. */
class StreamBytesTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FIRST = "event: connected\ndata: {\"status\":\"connected\"}\n\n";
    private static final String SECOND =
            "event: output.message.delta\ndata: {\"delta\":\"00000 \"}\n\n";

    private final List<String> seen = new ArrayList<>();

    @Test
    void frames_are_found_wherever_reads_and_chunks_are_cut() throws IOException {
        String wire = HEAD + chunk(FIRST + SECOND.substring(0, 9)) + chunk(SECOND.substring(9));
        for (int cut = 1; cut < wire.length(); cut++) {
            seen.clear();
            StreamBytes bytes = new StreamBytes(frame -> seen.add(frame.toString()));
            bytes.take(utf8(wire.substring(0, cut)), 1);
            bytes.take(utf8(wire.substring(cut)), 2);
            assertThat(seen).as("cut at %d", cut).containsExactly(FIRST, SECOND);
            assertThat(bytes.hasEnded()).isFalse();
        }
    }

    @Test
    void the_last_chunk_ends_the_stream() throws IOException {
        StreamBytes bytes = new StreamBytes(frame -> {});
        bytes.take(utf8(HEAD + chunk(FIRST) + "0\r\n"), 1);
        assertThat(bytes.hasEnded()).isTrue();
    }

    @Test
    void another_answer_than_a_stream_is_refused() {
        StreamBytes bytes = new StreamBytes(frame -> {});
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> bytes.take(utf8("HTTP/1.1 429 Too Many Requests\r\n\r\n"), 1))
                .withMessageContaining("429");
    }

    @Test
    void a_frame_knows_its_event_and_its_members() throws IOException {
        StreamBytes bytes =
                new StreamBytes(frame -> {
                    assertThat(frame.is("output.message.delta")).isTrue();
                    assertThat(frame.is("output.message")).isFalse();
                    seen.add(frame.text("delta"));
                });
        bytes.take(utf8(HEAD + chunk(SECOND)), 1);
        assertThat(seen).containsExactly("00000 ");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
