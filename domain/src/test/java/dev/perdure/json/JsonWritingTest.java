package dev.perdure.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JsonWritingTest {

    @Test
    void writes_no_white_space() {
        JsonValue value =
                JsonObject.builder()
                        .put(
                                "a",
                                JsonArray.of(JsonNumber.of(1), JsonObject.empty(), JsonArray.of()))
                        .put("b", JsonObject.builder().put("c", true).put("d", "e").build())
                        .put("f", JsonNull.INSTANCE)
                        .build();

        assertThat(value.toJson())
                .isEqualTo("{\"a\":[1,{},[]],\"b\":{\"c\":true,\"d\":\"e\"},\"f\":null}");
    }

    @Test
    void separates_elements_whose_text_ends_in_a_bracket() {
        JsonValue value =
                JsonArray.of(
                        new JsonString("["),
                        new JsonString("{"),
                        JsonArray.of(),
                        JsonNull.INSTANCE);

        assertThat(value.toJson()).isEqualTo("[\"[\",\"{\",[],null]");
    }

    @Test
    void escapes_quotes_backslashes_and_nothing_else_that_is_printable() {
        assertThat(written("\"\\/<>&'\u007f\u00e9\u20ac\ud83d\ude00"))
                .isEqualTo("\"\\\"\\\\/<>&'\u007f\u00e9\u20ac\ud83d\ude00\"");
    }

    @Test
    void escapes_every_control_character_in_its_short_form_or_in_lower_case_hex() {
        for (char c = 0; c < ' '; c++) {
            int shortForm = "\b\t\n\f\r".indexOf(c);
            String escape =
                    shortForm >= 0
                            ? "\\" + "btnfr".charAt(shortForm)
                            : "\\u" + HexFormat.of().toHexDigits(c);
            assertThat(written("a" + c + "b")).isEqualTo("\"a" + escape + "b\"");
        }
        assertThat(written("\0\u001f")).isEqualTo("\"\\u0000\\u001f\"");
    }

    @Test
    void escapes_what_some_readers_of_event_streams_take_for_the_end_of_a_line() {
        assertThat(written("\u0084\u0085\u0086\u2027\u2028\u2029\u202a"))
                .isEqualTo("\"\u0084\\u0085\u0086\u2027\\u2028\\u2029\u202a\"");
    }

    @Test
    void escapes_surrogates_only_where_they_are_unpaired() {
        assertThat(written("\ud800")).isEqualTo("\"\\ud800\"");
        assertThat(written("\udfff\ud83d\ude00\ud83dx"))
                .isEqualTo("\"\\udfff\ud83d\ude00\\ud83dx\"");
        assertThat(written("\ud83d\ud83d\ude00\ude00")).isEqualTo("\"\\ud83d\ud83d\ude00\\ude00\"");
    }

    @Test
    void escapes_member_names_like_strings() {
        assertThat(JsonObject.builder().put("\n\"\ud800\u2028", 1).build().toJson())
                .isEqualTo("{\"\\n\\\"\\ud800\\u2028\":1}");
    }

    @Test
    void writes_utf8_that_decodes_to_the_text() {
        JsonValue value = new JsonString("\0\u0085\u00e9\u2028\ud83d\ude00\udc00\ud800");

        assertThat(new String(Json.utf8(value), UTF_8)).isEqualTo(value.toJson());
        assertThat(Json.parse(Json.utf8(value)).get()).isEqualTo(value);
    }

    private static String written(String text) {
        return new JsonString(text).toJson();
    }
}
