package dev.perdure.tools.schema;

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

    private Optional<String> objection(String schema, ToolHints hints, String arguments) {
        ToolDefinition tool =
                new ToolDefinition(
                        "tool",
                        "",
                        (JsonObject) Json.parse(schema.strip()).get(),
                        hints,
                        ToolOwner.ENGINE);
        return check.objection(tool, new JsonText(arguments));
    }
}
