package dev.perdure.rest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteRoomTest {

    private final WriteRoom room = new WriteRoom();

    private byte[] written(String text) {
        room.text().append(text);
        int length = room.encode();
        return Arrays.copyOf(room.bytes(), length);
    }

    @Test
    void every_write_is_its_own_text_in_utf_8_whatever_was_there_before() {
        for (String text :
                List.of(
                        "a",
                        "",
                        "plain ".repeat(1_000),
                        "b",
                        "\u4e16\u754c".repeat(500),
                        "\u00e9".repeat(3_000),
                        "\ud83c\udf0d".repeat(2_000),
                        "x\u00e9\u4e16\ud83c\udf0d")) {
            assertThat(written(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void half_a_character_is_replaced_as_a_string_replaces_it() {
        assertThat(written("a\ud83cb")).isEqualTo("a\ud83cb".getBytes(StandardCharsets.UTF_8));
        assertThat(written("a\ud83c")).isEqualTo("a\ud83c".getBytes(StandardCharsets.UTF_8));
        assertThat(written("whole")).isEqualTo("whole".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_was_let_go_of_is_there_again_when_it_is_needed() {
        String large = "0123456789".repeat(10_000);
        assertThat(written(large)).hasSize(large.length());
        room.shrink(1_000);
        assertThat(written(large)).isEqualTo(large.getBytes(StandardCharsets.UTF_8));
    }
}
