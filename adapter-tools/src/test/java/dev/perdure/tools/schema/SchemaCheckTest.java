package dev.perdure.tools.schema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {

    private static final String SCHEMA =
            """
            {"type":"object","properties":{"a":{"type":"integer","minimum":0},"b":{"enum":["x","y"]},
             "c":{"type":"string","maxLength":3}},"required":["a"]}\
            """;

    /** Far beyond what a check takes, and far below what an explosion would. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SchemaCheck check = new SchemaCheck();

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1}", "{\"a\":1,\"b\":\"x\",\"c\":\"abc\"}", "{\"a\":0,\"z\":1}"})
    void what_fits_is_not_objected_to(String arguments) {
        assertThat(objection(SCHEMA, ToolHints.READ_ONLY, arguments)).isEmpty();
    }

    @Test
    void what_does_not_fit_is_told_with_its_place() {
        assertThat(objection(SCHEMA, ToolHints.READ_ONLY, "{}").orElseThrow())
                .startsWith("Its arguments do not fit: ")
                .contains("'a'")
                .endsWith(".");
        assertThat(objection(SCHEMA, ToolHints.READ_ONLY, "{\"a\":-1,\"b\":\"z\"}").orElseThrow())
                .contains("/a ", "/b ");
        assertThat(objection(SCHEMA, ToolHints.READ_ONLY, "{\"a\":1,\"c\":\"abcd\"}").orElseThrow())
                .contains("/c ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"a\"", "1"})
    void arguments_are_an_object(String arguments) {
        assertThat(objection("{}", ToolHints.READ_ONLY, arguments))
                .contains("The arguments have to be a JSON object.");
    }

    @Test
    void a_tool_that_may_destroy_takes_nothing_that_its_schema_does_not_name() {
        assertThat(objection(SCHEMA, ToolHints.UNKNOWN, "{\"a\":1,\"force\":true}").orElseThrow())
                .contains("there is no property force");
        String open = "{\"properties\":{\"a\":{}},\"additionalProperties\":true}";
        assertThat(objection(open, ToolHints.UNKNOWN, "{\"force\":true}")).isEmpty();
        assertThat(objection("{\"type\":\"object\"}", ToolHints.UNKNOWN, "{\"force\":true}"))
                .isEmpty();
    }

    @Test
    void drafts_are_known_by_their_name() {
        String draft4 =
                "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"properties\":"
                        + "{\"n\":{\"type\":\"number\",\"minimum\":1,\"exclusiveMinimum\":true}}}";

        assertThat(objection(draft4, ToolHints.READ_ONLY, "{\"n\":1}")).isPresent();
        assertThat(objection(draft4, ToolHints.READ_ONLY, "{\"n\":2}")).isEmpty();
    }

    @Test
    void a_pattern_that_would_explode_does_not() {
        String schema = "{\"properties\":{\"s\":{\"pattern\":\"^(a+)+$\"}}}";
        long start = System.nanoTime();

        assertThat(
                        objection(
                                schema,
                                ToolHints.READ_ONLY,
                                "{\"s\":\"" + "a".repeat(50_000) + "!\"}"))
                .isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    @Test
    void a_pattern_that_looks_around_accepts_everything() {
        String schema = "{\"properties\":{\"s\":{\"pattern\":\"(?=x)y\"}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"s\":\"a\"}")).isEmpty();
    }

    @Test
    void a_schema_that_goes_round_in_circles_ends_in_an_objection() {
        String schema =
                "{\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/a\"},{\"$ref\":\"#/$defs/a\"}]}},"
                        + "\"$ref\":\"#/$defs/a\"}";

        assertThat(objection(schema, ToolHints.READ_ONLY, "{}").orElseThrow())
                .contains("could not be checked");
    }

    @Test
    void patterns_of_a_schema_fill_no_memory() {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 1_800; i++) {
            properties
                    .append(",\"p")
                    .append(i)
                    .append("\":{\"pattern\":\"[^a-z]{999}")
                    .append(i)
                    .append("\"}");
        }
        String schema = "{\"properties\":{" + properties.substring(1) + "}}";

        ReadSchema read =
                ReadSchema.of((JsonObject) Json.parse(schema).get(), schema, new CheckBudgets());

        assertThat(read.weight() - schema.length())
                .isGreaterThan(LinearPatterns.INSTRUCTIONS_MAX / 2)
                .isLessThanOrEqualTo(LinearPatterns.INSTRUCTIONS_MAX);
    }

    @Test
    void what_is_kept_ready_is_bounded_by_its_weight() {
        SchemaShelf shelf = new SchemaShelf(new CheckBudgets());
        for (int i = 0; i < 40; i++) {
            String title = i + "x".repeat(20_000);
            shelf.of(tool("{\"title\":\"" + title + "\"}", ToolHints.READ_ONLY));
        }

        assertThat(shelf.weight()).isBetween(200_000L, (long) SchemaShelf.WEIGHT_MAX);
    }

    @Test
    void a_schema_that_is_too_long_leaves_the_shape_to_be_checked() {
        String start = "{\"required\":[\"a\"],\"title\":\"";
        int room = ToolDefinition.PARAMETERS_CHARACTERS_MAX - start.length() - 2;

        assertThat(objection(start + "x".repeat(room) + "\"}", ToolHints.READ_ONLY, "{}"))
                .isPresent();
        assertThat(objection(start + "x".repeat(room + 1) + "\"}", ToolHints.READ_ONLY, "{}"))
                .isEmpty();
    }

    @Test
    void a_check_ends_when_its_patterns_cost_too_much() {
        String pattern = "(x|a?a?a?){60}y";
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            all.append(",{\"pattern\":\"").append(pattern).append('z').append(i).append("\"}");
        }
        String schema = "{\"properties\":{\"s\":{\"allOf\":[" + all.substring(1) + "]}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"s\":\"" + "a".repeat(2_000) + "\"}"))
                .contains(
                        "Its arguments do not fit: they could not be checked within the steps that"
                                + " a check may take.");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"s\":\"aa\"}").orElseThrow())
                .contains("/s ");
    }

    @Test
    void a_check_ends_when_its_errors_say_too_much() {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 8_000; i++) {
            values.append(',').append(100_000 + i);
        }
        String schema =
                "{\"properties\":{\"n\":{\"items\":{\"enum\":[" + values.substring(1) + "]}}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, list(800)).orElseThrow())
                .contains("could not be checked within the steps");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":[1]}").orElseThrow())
                .contains("/n/0 ")
                .hasSizeLessThan(400);
    }

    @Test
    void a_step_that_looks_up_much_leaves_fewer_of_them() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            names.append(",\"p").append(i).append("\":{}");
        }
        String schema =
                "{\"properties\":{\"n\":{\"items\":{\"properties\":{"
                        + names.substring(1)
                        + "}}}}}";
        String objects = "{\"n\":[" + "{},".repeat(20_000) + "{}]}";

        assertThat(objection(schema, ToolHints.READ_ONLY, objects).orElseThrow())
                .contains("could not be checked within the steps");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":[{},{}]}")).isEmpty();
    }

    @Test
    void items_that_have_to_differ_may_be_so_many() {
        String schema = "{\"properties\":{\"n\":{\"uniqueItems\":true}}}";

        String differing =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(joining(","));
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":[" + differing + "]}")).isEmpty();
        assertThat(objection(schema, ToolHints.READ_ONLY, list(2)).orElseThrow())
                .contains("unique");
        assertThat(objection(schema, ToolHints.READ_ONLY, list(10_001)).orElseThrow())
                .contains("could not be checked within the steps");
    }

    @Test
    void a_long_plain_list_is_checked() {
        String schema = "{\"properties\":{\"n\":{\"items\":{\"type\":\"integer\"}}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, list(60_000))).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_told_as_that() {
        String schema = "{\"properties\":{\"n\":{\"type\":\"number\"}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":" + "1".repeat(1_000) + "}"))
                .isEmpty();
        assertThat(
                        objection(schema, ToolHints.READ_ONLY, "{\"n\":" + "1".repeat(1_001) + "}")
                                .orElseThrow())
                .contains("1000 digits");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":1e999999999}").orElseThrow())
                .contains("exponent");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"" + "a".repeat(50_000) + "\":1}"))
                .isEmpty();
        assertThat(
                        objection(schema, ToolHints.READ_ONLY, "{\"" + "a".repeat(50_001) + "\":1}")
                                .orElseThrow())
                .contains("50000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#/$defs/none",
                "https://example.com/other.json",
                "file:///etc/hostname",
                "other.json"
            })
    void a_reference_that_leads_nowhere_leaves_the_shape_to_be_checked(String reference) {
        String schema =
                "{\"required\":[\"n\"],\"properties\":{\"n\":{\"$ref\":\"" + reference + "\"}}}";

        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":1}")).isEmpty();
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"n\":1}")).isEmpty();
        assertThat(objection(schema, ToolHints.READ_ONLY, "[]")).isPresent();
    }

    @Test
    void null_is_a_property_that_is_not_given() {
        String schema =
                """
                {"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":"string"},
                 "c":{"type":"object","properties":{"d":{"type":"integer"}}}}}\
                """;

        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"a\":\"x\",\"b\":null}")).isEmpty();
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"a\":\"x\",\"c\":{\"d\":null}}"))
                .isEmpty();
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"a\":null}").orElseThrow())
                .contains("/a ");
        assertThat(objection(schema, ToolHints.READ_ONLY, "{\"a\":1,\"b\":null}").orElseThrow())
                .contains("/a ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"n\":{}},\"if\":{\"properties\":{\"n\":{\"const\":1}}},"
                        + "\"then\":{\"properties\":{\"m\":{}},\"required\":[\"m\"]}}",
                "{\"properties\":{\"n\":{}},\"dependentSchemas\":{\"n\":{\"properties\":{\"m\":{}},"
                        + "\"required\":[\"m\"]}}}",
                "{\"properties\":{\"n\":{}},\"unevaluatedProperties\":true}",
                "{\"properties\":{\"n\":{}},\"$ref\":\"#/$defs/o\","
                        + "\"$defs\":{\"o\":{\"properties\":{\"m\":{}}}}}",
                "{\"properties\":{\"n\":{}},\"anyOf\":[{\"properties\":{\"m\":{}}},{}]}"
            })
    void a_property_that_some_part_names_is_none_that_nobody_named(String schema) {
        assertThat(objection(schema, ToolHints.UNKNOWN, "{\"n\":1,\"m\":2}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"dry_run\":{}},\"allOf\":[]}",
                "{\"properties\":{\"dry_run\":{}},\"if\":{},\"then\":{}}",
                "{\"$ref\":\"#/$defs/o\",\"$defs\":{\"o\":{\"properties\":{\"dry_run\":{}}}}}"
            })
    void a_misspelt_property_is_found_whatever_stands_beside(String schema) {
        assertThat(objection(schema, ToolHints.UNKNOWN, "{\"dryrun\":true}").orElseThrow())
                .contains("there is no property dryrun");
    }

    @Test
    void a_misspelt_property_is_found_further_down() {
        String schema =
                """
                {"properties":{"o":{"type":"object","properties":{"dry_run":{}}},
                 "l":{"items":{"properties":{"dry_run":{}}}}}}\
                """;

        assertThat(objection(schema, ToolHints.UNKNOWN, "{\"o\":{\"dryrun\":true}}").orElseThrow())
                .contains("there is no property /o/dryrun");
        assertThat(
                        objection(schema, ToolHints.UNKNOWN, "{\"l\":[{\"dryrun\":true}]}")
                                .orElseThrow())
                .contains("there is no property /l/dryrun");
        assertThat(
                        objection(
                                schema,
                                ToolHints.UNKNOWN,
                                "{\"o\":{\"dry_run\":true},\"l\":[{\"dry_run\":1}]}"))
                .isEmpty();
    }

    @Test
    void nothing_is_fetched_or_read_for_a_schema(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"required\":[\"secret\"]}");
        String schema = "{\"$ref\":\"" + file.toUri() + "\"}";

        String said = objection(schema, ToolHints.READ_ONLY, "{}").orElse("");

        assertThat(said).doesNotContain("secret");
    }

    @Test
    void a_schema_that_is_none_leaves_the_shape_to_be_checked() {
        String none = "{\"type\":17,\"$schema\":\"https://example.com/no-such-dialect\"}";

        assertThat(objection(none, ToolHints.READ_ONLY, "{\"a\":1}")).isEmpty();
        assertThat(objection(none, ToolHints.READ_ONLY, "[]")).isPresent();
    }

    private static String list(int items) {
        return "{\"n\":[" + "1,".repeat(items - 1) + "1]}";
    }

    private Optional<String> objection(String schema, ToolHints hints, String arguments) {
        return check.objection(tool(schema, hints), new JsonText(arguments));
    }

    private static ToolDefinition tool(String schema, ToolHints hints) {
        return new ToolDefinition(
                "tool", "", (JsonObject) Json.parse(schema.strip()).get(), hints, ToolOwner.ENGINE);
    }
}
