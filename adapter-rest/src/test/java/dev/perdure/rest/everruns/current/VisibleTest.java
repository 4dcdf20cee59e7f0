package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void what_turns_round_or_hides_is_shown_by_its_code_point() {
        assertThat(Visible.text("pay\u202e001\u200b to\u00a0me\ufeff\u2028"))
                .isEqualTo(
                        "pay\u27e8U+202E\u27e9001\u27e8U+200B\u27e9 to\u27e8U+00A0\u27e9me\u27e8U+FEFF\u27e9\u27e8U+2028\u27e9");
        assertThat(Visible.text(new String(Character.toChars(0xE0041))))
                .isEqualTo("\u27e8U+E0041\u27e9");
    }

    @Test
    void what_everybody_sees_stays_as_it_is() {
        String plain = "{\"to\":\"Zo\u00eb \ud83d\ude00\",\"n\":1.50}";

        assertThat(Visible.text(plain)).isEqualTo(plain);
    }
}
