package dev.perdure.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {

    private static final String E_ACUTE_COMPOSED = "\u00e9";
    private static final String E_ACUTE_DECOMPOSED = "e\u0301";

    @ParameterizedTest
    @CsvSource({
        "/notes/a.md, /notes/a.md",
        "notes/a.md, /notes/a.md",
        "/notes/, /notes",
        "/, /",
        "'/a b', '/a b'",
        "' ', '/ '",
        "/..., /...",
        "/.hidden, /.hidden",
        "/a..b, /a..b",
        "/%2e%2e/x, /%2e%2e/x",
        "C:, /C:",
        "~/x, /~/x",
    })
    void a_path_is_read_as_it_was_meant(String written, String path) {
        assertThat(parsed(written)).isEqualTo(new FilePath(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "/..",
                "/../etc/passwd",
                "/a/../b",
                "/a/..",
                "a/./b",
                ".",
                "//",
                "//server/share",
                "/a//b",
                "/a//",
                "..\\..\\windows",
                "/a\\b",
                "/a\u0000b",
                "/a\nb",
                "/a\r",
                "/\u007f",
                "/\u0085",
                "/a\u2028b",
                "/a\u2029b",
                "/\ud800",
                "/\udc00\ud800",
            })
    void what_leads_elsewhere_or_nowhere_is_refused(String written) {
        assertThat(FilePath.parse(written).isLeft()).isTrue();
        if (!written.isEmpty() && written.startsWith("/")) {
            assertThatThrownBy(() -> new FilePath(written))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void two_spellings_of_one_character_are_one_path() {
        assertThat(parsed("/" + E_ACUTE_DECOMPOSED)).isEqualTo(parsed("/" + E_ACUTE_COMPOSED));
        assertThatThrownBy(() -> new FilePath("/" + E_ACUTE_DECOMPOSED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void names_and_paths_are_bounded_in_bytes(String written, boolean fine) {
        assertThat(FilePath.parse(written).isRight()).isEqualTo(fine);
    }

    static Stream<Arguments> lengths() {
        String name = "n".repeat(255);
        String three = ("/" + name).repeat(3);
        return Stream.of(
                of("/" + name, true),
                of("/" + name + "n", false),
                of("/" + E_ACUTE_COMPOSED.repeat(127) + "n", true),
                of("/" + E_ACUTE_COMPOSED.repeat(128), false),
                of(three + "/" + "n".repeat(255), true),
                of(three + "/" + "n".repeat(253) + "/n", true),
                of(three + "/" + "n".repeat(254) + "/n", false),
                of("/" + "n".repeat(4_000), false),
                of("/n".repeat(2_000), false),
                of("/n".repeat(512), true),
                of("/n".repeat(512) + "n", false));
    }

    @Test
    void a_path_knows_what_it_is_in() {
        FilePath path = new FilePath("/a/b/c");

        assertThat(path.name()).isEqualTo("c");
        assertThat(path.parent()).isEqualTo(new FilePath("/a/b"));
        assertThat(path.ancestors()).containsExactly(new FilePath("/a"), new FilePath("/a/b"));
        assertThat(new FilePath("/a").parent()).isEqualTo(FilePath.ROOT);
        assertThat(FilePath.ROOT.ancestors()).isEmpty();
        assertThat(FilePath.ROOT.name()).isEmpty();
        assertThat(path.isBelow(new FilePath("/a"))).isTrue();
        assertThat(path.isBelow(FilePath.ROOT)).isTrue();
        assertThat(path.isBelow(path)).isFalse();
        assertThat(new FilePath("/ab").isBelow(new FilePath("/a"))).isFalse();
        assertThat(FilePath.ROOT.isBelow(FilePath.ROOT)).isFalse();
        assertThat(path.within(new FilePath("/a"))).isEqualTo("b/c");
        assertThat(path.within(FilePath.ROOT)).isEqualTo("a/b/c");
    }

    @Test
    void paths_are_ordered_as_their_bytes_are() {
        List<FilePath> inOrder =
                Stream.of("/a", "/a-", "/a/b", "/aa", "/\u00e9", "/\uffee", "/\ud83d\ude00")
                        .map(FilePath::new)
                        .toList();

        assertThat(inOrder.reversed().stream().sorted()).containsExactlyElementsOf(inOrder);
    }

    private static FilePath parsed(String written) {
        return FilePath.parse(written)
                .getOrElseThrow(refusal -> new AssertionError(refusal.sentence()));
    }

    private static Arguments of(String path, boolean fine) {
        return Arguments.of(path, fine);
    }
}
