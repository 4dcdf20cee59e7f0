package dev.perdure.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.Capability;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInToolsTest {

    private final BuiltInTools tools = BuiltInTools.create();

    @Test
    void four_capabilities_are_on_offer_with_their_tools() {
        assertThat(tools.capabilities())
                .extracting(capability ->
                        capability.id().value()
                                + capability.tools().stream().map(ToolDefinition::name).toList())
                .containsExactly(
                        "current_time[get_current_time]",
                        "noop[]",
                        "test_math[add, subtract, multiply, divide]",
                        "test_weather[get_weather, get_forecast]");
        assertThat(tools.capabilities()).isEqualTo(BuiltInTools.create().capabilities());
    }

    @Test
    void every_tool_only_reads_and_describes_all_its_parameters() {
        for (Capability capability : tools.capabilities()) {
            for (ToolDefinition tool : capability.tools()) {
                assertThat(tool.hints()).isEqualTo(ToolHints.READ_ONLY);
                assertThat(tool.owner()).isEqualTo(ToolOwner.ENGINE);
                assertThat(tool.description()).endsWith(".");
                assertThat(tool.parameters().string("type")).contains("object");
                assertThat(tool.parameters().bool("additionalProperties")).contains(false);
                assertThat(tool.parameters().object("properties").orElseThrow().members())
                        .isNotEmpty()
                        .allSatisfy(property ->
                                assertThat(
                                                ((JsonObject) property.value())
                                                        .string("description")
                                                        .orElseThrow())
                                        .endsWith("."));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "test_math, get_weather, The capability test_math has no tool get_weather.",
        "test_math, ADD, The capability test_math has no tool ADD.",
        "noop, add, The capability noop has no tool add.",
        "unheard_of, add, The capability unheard_of has no tool add."
    })
    void an_unknown_tool_is_an_error_result(String capability, String tool, String sentence) {
        Run run = Run.of(tools, capability, tool, "{}");

        assertThat(run.result().status()).isEqualTo(ToolStatus.ERROR);
        assertThat(run.error()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "test_math | add | [1,2] | The arguments of add are not an object.",
                "test_math | add | null | The arguments of add are not an object.",
                "test_math | add | {} | The argument a of add is missing.",
                "test_math | add | {\"a\":1} | The argument b of add is missing.",
                "test_math | add | {\"a\":1,\"b\":null} | The argument b of add is missing.",
                "test_math | add | {\"a\":1,\"b\":\"2\"} | The argument b of add is not a number.",
                "test_math | add | {\"a\":1,\"b\":2,\"c\":3} | The tool add has no argument c.",
                "test_math | add | {\"a\":1,\"b\":1e99999} | The argument b of add is not a number of a size that is calculated with.",
                "test_math | divide | {\"a\":1,\"b\":0.00} | There is no result: nothing can be divided by zero.",
                "current_time | get_current_time | {\"timezone\":\"Mars\"} | The argument timezone of get_current_time is not the name of a time zone.",
                "current_time | get_current_time | {\"timezone\":7} | The argument timezone of get_current_time is not a text.",
                "current_time | get_current_time | {\"format\":\"ISO\"} | The argument format of get_current_time is not one of iso8601, unix, human.",
                "test_weather | get_weather | {\"city\":\"Bern\"} | The tool get_weather has no argument city.",
                "test_weather | get_weather | {\"location\":\" \"} | The argument location of get_weather is not a text.",
                "test_weather | get_weather | {\"location\":\"Bern\",\"units\":\"kelvin\"} | The argument units of get_weather is not one of celsius, fahrenheit.",
                "test_weather | get_forecast | {\"location\":\"Bern\",\"days\":8} | The argument days of get_forecast is not a whole number from 1 to 7.",
                "test_weather | get_forecast | {\"location\":\"Bern\",\"days\":0} | The argument days of get_forecast is not a whole number from 1 to 7.",
                "test_weather | get_forecast | {\"location\":\"Bern\",\"days\":1.5} | The argument days of get_forecast is not a whole number from 1 to 7.",
                "test_weather | get_forecast | {\"location\":\"Bern\",\"days\":\"3\"} | The argument days of get_forecast is not a whole number from 1 to 7."
            })
    void arguments_that_do_not_fit_are_an_error_result_that_says_what_is_wrong(
            String capability, String tool, String arguments, String sentence) {
        Run run = Run.of(tools, capability, tool, arguments);

        assertThat(run.result().status()).isEqualTo(ToolStatus.ERROR);
        assertThat(run.error()).isEqualTo(sentence);
    }
}
