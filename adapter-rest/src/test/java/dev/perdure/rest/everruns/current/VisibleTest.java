package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @Test
    void what_turns_round_or_hides_is_shown_by_its_code_point() {
        assertThat(Visible.text("pay\u202e001\u200b to\u00a0me\ufeff\u2028"))
                .isEqualTo(
                        "pay\u27e8U+202E\u27e9001\u27e8U+200B\u27e9 to\u27e8U+00A0\u27e9me\u27e8U+FEFF\u27e9\u27e8U+2028\u27e9");
        assertThat(Visible.text(new String(Character.toChars(0xE0041))))
                .isEqualTo("\u27e8U+E0041\u27e9");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x034F, 0x115F, 0x1160, 0x17B4, 0x180B, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFFA0,
                0x1D159, 0xE0100, 0xE01EF
            })
    void what_prints_nothing_is_shown_by_its_code_point(int point) {
        assertThat(Visible.text("a" + Character.toString(point)))
                .isEqualTo(String.format(Locale.ROOT, "a\u27e8U+%04X\u27e9", point));
    }

    @Test
    void nothing_looks_like_a_code_point_that_is_none() {
        assertThat(Visible.text("\u27e8U+202E\u27e9")).isEqualTo("\u27e8U+27E8\u27e9U+202E\u27e9");
    }

    @Test
    void marks_beyond_what_a_letter_has_are_shown_by_their_code_points() {
        assertThat(Visible.text("a\u0301\u0302\u0303b")).isEqualTo("a\u0301\u0302\u0303b");
        assertThat(Visible.text("a\u0301\u0302\u0303\u0304\u20DDb"))
                .isEqualTo("a\u0301\u0302\u0303\u27e8U+0304\u27e9\u27e8U+20DD\u27e9b");
    }

    @Test
    void what_everybody_sees_stays_as_it_is() {
        String plain = "{\"to\":\"Zo\u00eb \ud83d\ude00\",\"n\":1.50}";

        assertThat(Visible.text(plain)).isEqualTo(plain);
    }
}
