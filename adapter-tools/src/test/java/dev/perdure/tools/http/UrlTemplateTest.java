package dev.perdure.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tools.arguments.InvalidArguments;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

    private static final String TEMPLATE =
            "https://api.example:8443/v1/{city}/now?units={units}&version=2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Bern | /v1/Bern/now",
                "New York | /v1/New%20York/now",
                "Zürich | /v1/Z%C3%BCrich/now",
                "a?b=c&d#e | /v1/a%3Fb%3Dc%26d%23e/now",
                "a@evil.example:80 | /v1/a%40evil.example%3A80/now",
                "%2e%2e%2fadmin | /v1/%252e%252e%252fadmin/now",
                "... | /v1/.../now",
                ".git | /v1/.git/now",
                "{units} | /v1/%7Bunits%7D/now",
                "$1 | /v1/%241/now"
            })
    void an_argument_stays_in_its_segment_of_the_path(String city, String path) throws Exception {
        assertThat(filled(Map.of("city", new JsonString(city))))
                .isEqualTo("https://api.example:8443" + path + "?version=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../admin",
                "..\\admin",
                "/admin",
                "a/b",
                "//evil.example/",
                "a\r\nhost: evil.example",
                "a\u0000b",
                "a\tb"
            })
    void an_argument_that_would_leave_its_segment_is_refused(String city) {
        assertThatThrownBy(() -> filled(Map.of("city", new JsonString(city))))
                .isInstanceOf(InvalidArguments.class)
                .hasMessage("The argument city is empty, or would lead to another path.");
    }

    @Test
    void an_argument_that_makes_the_address_too_long_is_refused() {
        assertThatThrownBy(() -> filled(Map.of("city", new JsonString("x".repeat(20_000)))))
                .isInstanceOf(InvalidArguments.class)
                .hasMessageStartingWith("The arguments make no address. It is longer than ");
    }

    @Test
    void two_arguments_together_do_not_leave_their_segment_either() {
        assertThatThrownBy(() ->
                        UrlTemplate.of("https://api.example/{a}{b}/x")
                                .filled(
                                        Map.of("a", new JsonString("."), "b", new JsonString(".")),
                                        Map.of()))
                .isInstanceOf(InvalidArguments.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "metric | metric",
                "a&admin=1 | a%26admin%3D1",
                "a#b | a%23b",
                "a b+c | a%20b%2Bc",
                "../.. | ..%2F.."
            })
    void an_argument_stays_in_its_value_of_the_query(String units, String value) throws Exception {
        assertThat(filled(Map.of("city", new JsonString("x"), "units", new JsonString(units))))
                .isEqualTo("https://api.example:8443/v1/x/now?units=" + value + "&version=2");
    }

    @Test
    void further_arguments_are_added_to_the_query_and_lists_repeat_their_name() throws Exception {
        assertThat(
                        UrlTemplate.of("https://api.example/x")
                                .filled(
                                        Map.of(),
                                        Map.of(
                                                "a&b",
                                                JsonArray.of(
                                                        new JsonString("1"), new JsonString("=")))))
                .hasToString("https://api.example/x")
                .extracting(destination -> destination.uri().getRawQuery())
                .isEqualTo("a%26b=1&a%26b=%3D");
    }

    @Test
    void what_is_no_plain_value_fills_no_place() {
        for (JsonValue value :
                new JsonValue[] {JsonObject.empty(), JsonNull.INSTANCE, JsonArray.of()}) {
            assertThatThrownBy(() -> filled(Map.of("city", value)))
                    .isInstanceOf(InvalidArguments.class)
                    .hasMessageContaining("not a text, a number or a boolean");
        }
        assertThatThrownBy(() -> filled(Map.of()))
                .isInstanceOf(InvalidArguments.class)
                .hasMessage("The argument city is missing.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{scheme}://api.example/",
                "https://{host}/",
                "https://api.{domain}/",
                "https://api.example:{port}/",
                "https://user:pa55@api.example/{x}",
                "https://2130706433/",
                "file:///etc/{name}",
                "/relative/{x}",
                "https://api.example/#{x}",
                "https://api.example/?{x}=1",
                "https://api.example/?a=b{x}",
                "https://api.example/?a=1&a=2",
                "https://api.example/?a=%zz",
                "https://api.example/{bad name}"
            })
    void scheme_and_host_have_no_places_and_a_query_whole_ones(String template) {
        assertThatThrownBy(() -> UrlTemplate.of(template)).isInstanceOf(UnusableSettings.class);
    }

    private static String filled(Map<String, JsonValue> arguments) throws Exception {
        return UrlTemplate.of(TEMPLATE).filled(arguments, Map.of()).uri().toString();
    }
}
