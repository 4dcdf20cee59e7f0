package dev.perdure.llm.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"const\":[1]}                            | nothing          | [1]",
                "{\"enum\":[\"a\",\"b\"]}                   | nothing          | \"a\"",
                "{\"enum\":[\"a\",\"b\"]}                   | Take b please    | \"b\"",
                "{\"type\":\"number\"}                      | from 007.50 on   | 7.50",
                "{\"type\":\"number\"}                      | no number        | 1",
                "{\"type\":\"number\",\"default\":4.5}      | no number        | 4.5",
                "{\"type\":\"number\",\"minimum\":10}       | only 3           | 10",
                "{\"type\":\"integer\"}                     | 2.5 or 4         | 4",
                "{\"type\":\"integer\",\"maximum\":7}       | 30 days          | 7",
                "{\"type\":\"integer\",\"minimum\":1.5}     | no number        | 2",
                "{\"type\":\"integer\",\"exclusiveMinimum\":5} | 5             | 6",
                "{\"type\":\"integer\",\"maximum\":1e999999999} | 5            | 5",
                "{\"type\":\"boolean\"}                     | yes              | true",
                "{\"type\":\"boolean\"}                     | make it false    | false",
                "{\"type\":\"null\"}                        | x                | null",
                "{\"type\":[\"string\",\"null\"]}           | say \"hello you\" | \"hello you\"",
                "{\"type\":\"string\"}                      | trips to San Marino. Then | \"San Marino\"",
                "{\"type\":\"string\"}                      | just some words  | \"just some words\"",
                "{\"type\":\"string\",\"maxLength\":4}      | just some words  | \"just\"",
                "{\"type\":\"string\",\"maxLength\":-4}     | just some words  | \"\"",
                "{\"type\":\"string\",\"minLength\":6}      | just             | \"just..\"",
                "{\"type\":\"string\",\"format\":\"date\"}  | just             | \"2026-01-31\"",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2} | 4, 5, 6 | [4,5]",
                "{\"type\":\"array\"}                       | 4                | []",
                "{\"items\":{\"const\":1}}                  | 4                | [1]",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]} | 4  | 4",
                "{\"$ref\":\"#/$defs/n\"}                   | 4                | 8",
                "{\"$ref\":\"#/$defs/none\"}                | word             | \"word\"",
                "{\"$ref\":\"https://example.org/\"}        | word             | \"word\"",
                "true                                       | word             | \"word\"",
                "{\"properties\":{\"q\":{\"const\":1}},\"required\":[\"q\"]} | x   | {\"q\":1}"
            })
    void a_required_property_gets_a_value_that_its_schema_allows(
            String schema, String text, String value) {
        String root =
                "{\"$defs\":{\"n\":{\"const\":8}},\"type\":\"object\",\"required\":[\"p\"],"
                        + "\"properties\":{\"p\":"
                        + schema
                        + "}}";

        assertThat(arguments(root, text)).isEqualTo("{\"p\":" + value + "}");
    }

    @Test
    void an_optional_property_is_given_only_when_the_text_asks_for_it() {
        String schema =
                """
                {"type":"object","properties":{
                  "days":{"type":"integer","maximum":7},
                  "units":{"enum":["celsius","fahrenheit"]},
                  "timezone":{"type":"string"}}}
                """;

        assertThat(arguments(schema, "A forecast for Bern 5")).isEqualTo("{}");
        assertThat(arguments(schema, "5 days in fahrenheit"))
                .isEqualTo("{\"days\":5,\"units\":\"fahrenheit\"}");
        assertThat(arguments(schema, "with timezone Europe/Berlin"))
                .isEqualTo("{\"timezone\":\"Europe/Berlin\"}");
    }

    @Test
    void a_schema_that_contains_itself_comes_to_an_end() {
        String schema =
                """
                {"type":"object","required":["a","b","c"],"properties":{
                  "a":{"$ref":"#"},"b":{"$ref":"#"},
                  "c":{"type":"array","minItems":1000000,"items":{"$ref":"#"}}}}
                """;

        assertThat(arguments(schema, "x")).hasSizeLessThan(100_000);
    }

    @Test
    void a_schema_of_nonsense_still_yields_arguments() {
        assertThat(arguments("{}", "x")).isEqualTo("{}");
        assertThat(arguments("{\"properties\":3,\"required\":\"a\"}", "x")).isEqualTo("{}");
        assertThat(
                        arguments(
                                "{\"required\":[1,\"a\"],\"properties\":{\"a\":{\"type\":7,\"minItems\":\"x\"}}}",
                                "x"))
                .isEqualTo("{\"a\":\"x\"}");
    }

    private static String arguments(String schema, String text) {
        return new SchemaValues(Conversations.json(schema), new TextValues(text, "tool"))
                .arguments()
                .toJson();
    }
}
