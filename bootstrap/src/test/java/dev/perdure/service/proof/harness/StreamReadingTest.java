package dev.perdure.service.proof.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReadingTest {

    private static final String STREAM =
            """
            : a comment

            event: connected
            data: {}

            event: note\r
            data: {"text":"𝄞 – a: b"}\r
            id: 1\r
            \r
            data: one
            data: two
            retry: 100

            event: nothing

            event: unfinished
            data: {}
            """;

    private static final List<Frame> FRAMES =
            List.of(
                    new Frame("connected", "{}", ""),
                    new Frame("note", "{\"text\":\"𝄞 – a: b\"}", "1"),
                    new Frame("message", "one\ntwo", ""));

    private static byte[] chunked(int size) {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += size) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            text.append(Integer.toHexString(part.length)).append(";x=y\r\n");
            text.append(new String(part, StandardCharsets.ISO_8859_1)).append("\r\n");
        }
        return text.append("0\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void frames_are_the_same_wherever_the_bytes_are_parted() {
        for (int size = 1; size < 40; size++) {
            byte[] wire = chunked(size);
            for (int cut = 0; cut <= wire.length; cut++) {
                ChunkedBody body = new ChunkedBody();
                FrameParser parser = new FrameParser();
                List<Frame> frames = new ArrayList<>();
                for (byte[] part :
                        List.of(
                                Arrays.copyOfRange(wire, 0, cut),
                                Arrays.copyOfRange(wire, cut, wire.length))) {
                    byte[] decoded = body.decode(part, part.length);
                    parser.take(decoded, decoded.length);
                    frames.addAll(parser.frames());
                }
                assertThat(frames).isEqualTo(FRAMES);
                assertThat(parser.comments()).isEqualTo(1);
                assertThat(body.isComplete()).isTrue();
            }
        }
    }

    @Test
    void a_frame_without_its_blank_line_is_none() {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            FrameParser parser = new FrameParser();
            parser.take(bytes, cut);
            List<Frame> frames = parser.frames();
            assertThat(FRAMES.subList(0, frames.size())).isEqualTo(frames);
        }
    }
}
