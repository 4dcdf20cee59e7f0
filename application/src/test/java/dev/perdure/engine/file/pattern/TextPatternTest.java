package dev.perdure.engine.file.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

    @Test
    void a_pattern_is_found_anywhere_in_a_line() {
        assertThat(pattern("b+", false).isIn("abbc")).isTrue();
        assertThat(pattern("^b", false).isIn("abbc")).isFalse();
        assertThat(pattern("B", false).isIn("abbc")).isFalse();
        assertThat(pattern("B", true).isIn("abbc")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "[a",
                "(?=a)b",
                "(a)\\1",
                "a{1001}",
                "a{1,1001}",
                "a{99999999999}",
                "(a{50}){21}",
                "((a{11}){11}){11}",
                "(?:.*y){500}z",
                "(?:x?x?x?x?x?){1000}z",
                "(?:abcdefghijklmnopqrstuvwxyz0123456789){100}(?:[a-z0-9]?[a-z0-9]?){10}"
            })
    void what_cannot_be_looked_for_is_refused(String expression) {
        assertThat(TextPattern.parse(expression, false).isLeft()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{1000}", "(a{50}){20}", "{", "a{,3}"})
    void what_can_be_looked_for_is_taken(String expression) {
        assertThat(TextPattern.parse(expression, false).isRight()).isTrue();
    }

    @Test
    void patterns_are_bounded() {
        int most = TextPattern.CHARACTERS_MAX;
        assertThat(TextPattern.parse("a".repeat(most), false).isRight()).isTrue();
        assertThat(TextPattern.parse("a".repeat(most + 1), false).isLeft()).isTrue();
    }

    private static TextPattern pattern(String expression, boolean anyCase) {
        return TextPattern.parse(expression, anyCase)
                .getOrElseThrow(refusal -> new AssertionError(refusal.sentence()));
    }
}
