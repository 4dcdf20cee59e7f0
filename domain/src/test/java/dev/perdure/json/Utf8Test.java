package dev.perdure.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser takes for UTF-8, held against the decoder of the JDK. */
class Utf8Test {

    /** The bytes at which the rules of UTF-8 change, and their neighbours. */
    private static final int[] EDGES = {
        0x22, 0x5c, 0x61, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
        0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xfe, 0xff
    };

    @ParameterizedTest
    @CsvSource({
        "80, a continuation alone",
        "c3, a character cut short",
        "e282, a character of three bytes cut short",
        "f09f98, a character of four bytes cut short",
        "c328, a lead without continuation",
        "c080, NUL in two bytes",
        "c1bf, DEL in two bytes",
        "e09fbf, U+07FF in three bytes",
        "f08fbfbf, U+FFFF in four bytes",
        "eda080, a high surrogate",
        "edbfbf, a low surrogate",
        "eda0bdedb880, a pair of surrogates",
        "f4908080, U+110000",
        "f888808080, five bytes",
        "fe, no lead byte",
        "ff, no lead byte"
    })
    void refuses_bytes_that_are_not_well_formed(String hex, String what) {
        byte[] document = quoted(HexFormat.of().parseHex(hex));

        assertThat(Json.parse(document).getLeft())
                .as(what)
                .isEqualTo(new JsonProblem("The bytes are not well-formed UTF-8.", 1));
    }

    @Test
    void refuses_bytes_that_are_not_well_formed_in_a_member_name() {
        byte[] document = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThat(Json.parse(document).getLeft().offset()).isEqualTo(2);
    }

    @Test
    void agrees_with_the_decoder_of_the_jdk_on_all_pairs_of_bytes() {
        for (int first = 0x80; first <= 0xff; first++) {
            for (int second = ' '; second <= 0xff; second++) {
                assertAgreement(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void agrees_with_the_decoder_of_the_jdk_on_three_bytes_at_the_edges() {
        int accepted = 0;
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    byte[] three = {(byte) first, (byte) second, (byte) third};
                    accepted += assertAgreement(three) ? 1 : 0;
                }
            }
        }
        assertThat(accepted).isGreaterThan(200);
    }

    @Test
    void agrees_with_the_decoder_of_the_jdk_on_four_bytes_at_the_edges() {
        int accepted = 0;
        for (int first = 0xf0; first <= 0xf5; first++) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        byte[] four = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        accepted += assertAgreement(four) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void reads_and_writes_every_character_there_is() {
        StringBuilder all = new StringBuilder();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            boolean surrogate =
                    character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (!surrogate) {
                all.appendCodePoint(character);
            }
        }
        JsonString string = new JsonString(all.toString());

        assertThat(Json.parse(Json.utf8(string)).get()).isEqualTo(string);
    }

    private static boolean assertAgreement(byte[] content) {
        Optional<String> decoded = decoded(content);
        Optional<String> expected = decoded.filter(Utf8Test::standsForItself);
        Optional<String> actual =
                Json.parse(quoted(content))
                        .toJavaOptional()
                        .map(value -> ((JsonString) value).value());
        if (decoded.isEmpty() || expected.isPresent()) {
            // Compared without AssertJ first: its description would cost most of the time.
            if (!actual.equals(expected)) {
                assertThat(actual).as(HexFormat.of().formatHex(content)).isEqualTo(expected);
            }
        }
        return expected.isPresent();
    }

    private static boolean standsForItself(String content) {
        return content.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
    }

    private static Optional<String> decoded(byte[] content) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] quoted(byte[] content) {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.write('"');
        document.writeBytes(content);
        document.write('"');
        return document.toByteArray();
    }
}
