package dev.perdure.engine.file.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.file.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.md /a.md true",
                "*.md /d/e/a.md true",
                "*.md /a.mdx false",
                "/*.md /a.md true",
                "/*.md /d/a.md false",
                "d/*.md /d/a.md true",
                "/**/*.md /a.md true",
                "/**/*.md /d/e/a.md true",
                "**/e/* /d/e/a.md true",
                "/d/** /d/e/a.md true",
                "/d/** /e/d/a false",
                "/d/?.md /d/a.md true",
                "/d/?.md /d/ab.md false",
                "/{d,e}/*.{md,txt} /e/a.txt true",
                "/{d,e}/*.{md,txt} /f/a.txt false",
                "a.(b) /a.(b) true",
                "a.b /axb false",
                "a,b /a,b true",
                "[a] /[a] true",
            })
    void a_glob_matches_what_it_is_like(String glob, String path, boolean matches) {
        assertThat(glob(glob).matches(new FilePath(path))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{a", "a}", "{a,{b,c", "/{a,{b,c},d}"})
    void what_is_no_glob_is_refused(String glob) {
        assertThat(PathGlob.parse(glob).isLeft()).isTrue();
    }

    @Test
    void globs_are_bounded() {
        assertThat(PathGlob.parse("a".repeat(PathGlob.CHARACTERS_MAX)).isRight()).isTrue();
        assertThat(PathGlob.parse("a".repeat(PathGlob.CHARACTERS_MAX + 1)).isLeft()).isTrue();
    }

    private static PathGlob glob(String text) {
        return PathGlob.parse(text)
                .getOrElseThrow(refusal -> new AssertionError(refusal.sentence()));
    }
}
