package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParsingTest {

    @Test
    void reads_every_kind_of_value() {
        assertThat(parsed("[\"a\", 1, true, false, null, {}, []]"))
                .isEqualTo(
                        JsonArray.of(
                                new JsonString("a"),
                                JsonNumber.of(1),
                                JsonBoolean.TRUE,
                                JsonBoolean.FALSE,
                                JsonNull.INSTANCE,
                                JsonObject.empty(),
                                JsonArray.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"\"", "true", "false", "null", "{}", "[]"})
    void reads_a_value_of_any_kind_as_a_whole_document(String document) {
        assertThat(parsed(document).toJson()).isEqualTo(document);
        assertThat(parsed(" \t\r\n" + document + " \t\r\n").toJson()).isEqualTo(document);
    }

    @Test
    void keeps_members_in_the_order_received() {
        JsonObject object = (JsonObject) parsed("{\"b\":1,\"a\":2,\"\":3}");

        assertThat(object.members()).extracting(JsonMember::name).containsExactly("b", "a", "");
        assertThat(object.toJson()).isEqualTo("{\"b\":1,\"a\":2,\"\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0",
                "0.10",
                "1E5",
                "1e+05",
                "1e-0",
                "-12.50e3",
                "123456789012345678901234567890",
                "1e999999999999999999999"
            })
    void keeps_a_number_as_it_was_written(String lexeme) {
        assertThat(parsed(lexeme)).isEqualTo(new JsonNumber(lexeme));
        assertThat(parsed("[" + lexeme + "]").toJson()).isEqualTo("[" + lexeme + "]");
    }

    @Test
    void keeps_a_number_of_a_million_digits() {
        String lexeme = "9".repeat(1_000_000);

        assertThat(parsed(lexeme).toJson()).isEqualTo(lexeme);
    }

    @Test
    void reads_every_escape() {
        assertThat(parsed("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\ude00\""))
                .isEqualTo(new JsonString("\"\\/\b\f\n\r\t\u00e9\u00e9\ud83d\ude00"));
    }

    @Test
    void reads_characters_of_one_to_four_bytes_beside_each_other() {
        String text =
                "a\u007f\u0080\u00e9\u07ff\u0800\u20ac\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff.";

        assertThat(parsed("\"" + text + "\"")).isEqualTo(new JsonString(text));
    }

    @Test
    void reads_an_escaped_nul_and_escaped_unpaired_surrogates() {
        assertThat(parsed("[\"\\u0000\",\"\\ud800\",\"\\udc00\\ud800x\",\"\\ud800\ud83d\ude00\"]"))
                .isEqualTo(
                        JsonArray.of(
                                new JsonString("\0"),
                                new JsonString("\ud800"),
                                new JsonString("\udc00\ud800x"),
                                new JsonString("\ud800\ud83d\ude00")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``~0~The document ends where a value is expected.",
                "` `~1~The document ends where a value is expected.",
                "[1,]~3~A value is expected here.",
                "[,1]~1~A value is expected here.",
                "[1 2]~3~A comma or the end of the array is expected here.",
                "[1~2~A comma or the end of the array is expected here.",
                "[1,~3~The document ends where a value is expected.",
                "]~0~A value is expected here.",
                "{\"a\":1,}~7~A member name in quotes is expected here.",
                "{a:1}~1~A member name in quotes is expected here.",
                "{'a':1}~1~A member name in quotes is expected here.",
                "{1:1}~1~A member name in quotes is expected here.",
                "{\"a\" 1}~5~A colon is expected after the member name.",
                "{\"a\"}~4~A colon is expected after the member name.",
                "{\"a\":}~5~A value is expected here.",
                "{\"a\":1 \"b\":2}~7~A comma or the end of the object is expected here.",
                "{\"a\":1~6~A comma or the end of the object is expected here.",
                "{\"a\":{}]~7~A comma or the end of the object is expected here.",
                "{~1~A member name in quotes is expected here.",
                "{} {}~3~The document goes on after its value.",
                "1 // one~2~The document goes on after its value.",
                "/*1*/1~0~A value is expected here.",
                "# 1~0~A value is expected here.",
                "01~1~A number must not begin with a superfluous zero.",
                "-01~2~A number must not begin with a superfluous zero.",
                "00~1~A number must not begin with a superfluous zero.",
                "-~1~A digit is expected here.",
                "-a~1~A digit is expected here.",
                "1.~2~A digit is expected here.",
                "1.e1~2~A digit is expected here.",
                "1e~2~A digit is expected here.",
                "1e+~3~A digit is expected here.",
                ".5~0~A value is expected here.",
                "+1~0~A value is expected here.",
                "0x1~1~The document goes on after its value.",
                "1_000~1~The document goes on after its value.",
                "NaN~0~A value is expected here.",
                "-Infinity~1~A digit is expected here.",
                "nul~0~A value is expected here.",
                "True~0~A value is expected here.",
                "truefalse~4~The document goes on after its value.",
                "\"a~2~The document ends inside a string.",
                "\"\u00e9~3~The document ends inside a string.",
                "\"\\x\"~1~The escape sequence is unknown or incomplete.",
                "\"\\~1~The escape sequence is unknown or incomplete.",
                "\"\\u12\"~1~The escape sequence is unknown or incomplete.",
                "\"\\u12~1~The escape sequence is unknown or incomplete.",
                "\"\\u00g0\"~1~The escape sequence is unknown or incomplete.",
                "\"\\U0041\"~1~The escape sequence is unknown or incomplete.",
                "\"\\u\uff11\uff11\uff11\uff11\"~1~The escape sequence is unknown or incomplete.",
                "\u00a0 1~0~A value is expected here.",
            })
    void refuses_what_the_grammar_does_not_allow_and_says_where(
            String document, int offset, String reason) {
        assertThat(Json.parse(document).swap().toJavaOptional())
                .contains(new JsonProblem(reason, offset));
    }

    @Test
    void refuses_every_control_character_that_is_not_escaped() {
        for (char c = 0; c < ' '; c++) {
            assertThat(problem(("\"a" + c + "\"").getBytes(UTF_8)))
                    .isEqualTo(
                            new JsonProblem("A control character in a string must be escaped.", 2));
        }
    }

    @Test
    void refuses_white_space_that_is_not_one_of_the_four_characters() {
        for (char c = 0; c <= ' '; c++) {
            boolean space = " \t\r\n".indexOf(c) >= 0;
            assertThat(Json.parse(c + "1").isRight()).as("U+%04x", (int) c).isEqualTo(space);
        }
    }

    @Test
    void refuses_a_byte_order_mark() {
        JsonProblem refused = new JsonProblem("JSON must not begin with a byte order mark.", 0);

        assertThat(problem("\ufeff{}".getBytes(UTF_8))).isEqualTo(refused);
        assertThat(Json.parse("\ufeff{}").getLeft()).isEqualTo(refused);
    }

    @Test
    void refuses_an_object_that_repeats_a_name_also_when_it_is_spelled_differently() {
        String reason = "The object already has a member of this name.";

        assertThat(Json.parse("{\"a\":1,\"b\":2,\"a\":1}").getLeft())
                .isEqualTo(new JsonProblem(reason, 13));
        assertThat(Json.parse("{\"a\":1,\"\\u0061\":2}").getLeft())
                .isEqualTo(new JsonProblem(reason, 7));
        assertThat(Json.parse("[{\"a\":{\"a\":1}},{\"a\":2}]").isRight()).isTrue();
    }

    @Test
    void refuses_a_repeated_name_wherever_it_stands_in_a_large_object() {
        for (int repeated : List.of(0, 6, 7, 8, 9, 49)) {
            StringBuilder document = new StringBuilder("{");
            for (int i = 0; i < 50; i++) {
                document.append("\"n").append(i).append("\":0,");
            }
            int offset = document.length();
            document.append("\"n").append(repeated).append("\":0}");

            assertThat(Json.parse(document.toString()).getLeft().offset()).isEqualTo(offset);
        }
    }

    @Test
    void refuses_a_text_with_a_surrogate_that_is_neither_paired_nor_escaped() {
        String reason = "An unpaired surrogate must be escaped.";

        assertThat(Json.parse("\"\u00e9\ud800\"").getLeft()).isEqualTo(new JsonProblem(reason, 3));
        assertThat(Json.parse("\"\udc00\"").getLeft()).isEqualTo(new JsonProblem(reason, 1));
        assertThat(Json.parse("\"\ud83d\ude00\ude00\"").getLeft())
                .isEqualTo(new JsonProblem(reason, 5));
    }

    private static JsonValue parsed(String document) {
        return Json.parse(document)
                .getOrElseThrow(problem -> new AssertionError(problem + " in " + document));
    }

    private static JsonProblem problem(byte[] document) {
        return Json.parse(document).getLeft();
    }
}
