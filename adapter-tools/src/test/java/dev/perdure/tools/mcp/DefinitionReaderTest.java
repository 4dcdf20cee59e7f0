package dev.perdure.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolHints;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {

    @Test
    void a_hash_is_the_same_however_members_are_ordered_and_another_with_every_other_word() {
        String plain = hash("{'name':'a','description':'b','inputSchema':{'type':'object','x':1}}");

        assertThat(hash("{'inputSchema':{'x':1,'type':'object'},'description':'b','name':'a'}"))
                .isEqualTo(plain);
        assertThat(
                        hash(
                                "{'name':'a','description':'b','icons':[],'inputSchema':{'type':'object','x':1}}"))
                .isEqualTo(plain);
        assertThat(hash("{'name':'a','description':'B','inputSchema':{'type':'object','x':1}}"))
                .isNotEqualTo(plain);
        assertThat(hash("{'name':'a','description':'b','inputSchema':{'type':'object','x':2}}"))
                .isNotEqualTo(plain);
        assertThat(
                        hash(
                                "{'name':'a','description':'b','annotations':{'readOnlyHint':true},'inputSchema':{'type':'object','x':1}}"))
                .isNotEqualTo(plain);
    }

    @Test
    void hints_a_server_does_not_give_are_the_cautious_ones() {
        assertThat(claims("{}")).isEqualTo(ToolHints.UNKNOWN);
        assertThat(claims("{'readOnlyHint':true,'openWorldHint':false}"))
                .isEqualTo(new ToolHints(true, false, false, false, false));
        assertThat(claims("{'destructiveHint':false,'idempotentHint':true}"))
                .isEqualTo(new ToolHints(false, false, true, true, false));
    }

    @Test
    void what_cannot_be_offered_is_left_out_with_a_sentence() {
        ServerListing.Listed listed =
                read(
                        "{}",
                        "{'name':'" + "n".repeat(129) + "','inputSchema':{'type':'object'}}",
                        "{'name':'a','inputSchema':{'type':'object'}}",
                        "{'name':'a','inputSchema':{'type':'object'}}",
                        "{'name':'b'}",
                        "{'name':'c','inputSchema':{'type':'string'}}",
                        "{'name':'d','inputSchema':{'type':'object'},'description':'"
                                + "d".repeat(DefinitionReader.DESCRIPTION_MAX + 1)
                                + "'}",
                        "{'name':'e','inputSchema':{'type':'object','x':'"
                                + "e".repeat(DefinitionReader.SCHEMA_MAX)
                                + "'}}",
                        "{'name':'f','inputSchema':{'type':'object','properties':{'p':{'type':'object','x-mcp-header':'P'}}}}",
                        "{'name':'h','inputSchema':{'type':'object'},'title':'"
                                + "t".repeat(DefinitionReader.TITLE_MAX + 1)
                                + "'}",
                        "{'name':'g','description':'"
                                + "g".repeat(DefinitionReader.DESCRIPTION_MAX)
                                + "','inputSchema':{'type':'object'}}");

        assertThat(listed.tools()).extracting(ServerListing.Named::name).containsExactly("a", "g");
        assertThat(listed.faults()).hasSize(9);
    }

    @Test
    void of_very_many_tools_the_first_are_taken() {
        String[] tools =
                IntStream.rangeClosed(0, DefinitionReader.TOOLS_MAX)
                        .mapToObj(i -> "{'name':'t" + i + "','inputSchema':{'type':'object'}}")
                        .toArray(String[]::new);

        ServerListing.Listed listed = read(tools);

        assertThat(listed.tools()).hasSize(DefinitionReader.TOOLS_MAX);
        assertThat(listed.faults()).hasSize(1);
    }

    @Test
    void a_list_is_bounded_as_a_whole() {
        String schema = "{\"type\":\"object\"}";
        int room = DefinitionReader.DESCRIPTION_MAX;
        DefinitionReader reader = new DefinitionReader();
        int full = DefinitionReader.LIST_MAX / room - 1;
        for (int i = 0; i < full; i++) {
            assertThat(reader.take(page(tool(i, room - schema.length() - "{}".length())))).isTrue();
        }
        assertThat(reader.take(page(tool(full, room - schema.length() - "{}".length())))).isTrue();
        assertThat(reader.isTooLong()).isFalse();

        assertThat(reader.take(page(tool(full + 1, 0)))).isFalse();
        assertThat(reader.isTooLong()).isTrue();
    }

    private static String tool(int number, int description) {
        return "{'name':'t"
                + number
                + "','description':'"
                + "d".repeat(description)
                + "','inputSchema':{'type':'object'}}";
    }

    @Test
    void arguments_are_repeated_in_the_headers_their_schema_asks_for() {
        JsonObject schema =
                json(
                        "{'type':'object','properties':{'region':{'type':'string','x-mcp-header':'Region'},"
                                + "'deep':{'type':'object','properties':{'n':{'type':'integer','x-mcp-header':'N'},"
                                + "'on':{'type':'boolean','x-mcp-header':'On'}}},'other':{'type':'string'}}}");

        assertThat(ParameterHeaders.areSound(schema)).isTrue();
        assertThat(
                        ParameterHeaders.of(
                                schema,
                                json(
                                        "{'region':'us-west1','deep':{'n':42,'on':true},'other':'x'}")))
                .isEqualTo(
                        Map.of(
                                "Mcp-Param-Region",
                                "us-west1",
                                "Mcp-Param-N",
                                "42",
                                "Mcp-Param-On",
                                "true"));
        assertThat(ParameterHeaders.of(schema, json("{'region':null,'deep':7}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'a':{'type':'number','x-mcp-header':'A'}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':''}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':'A B'}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':7}}}",
                "{'properties':{'a':{'type':'string','x-mcp-header':'A'},'b':{'type':'string','x-mcp-header':'a'}}}",
                "{'properties':{'a':{'type':'array','items':{'type':'string','x-mcp-header':'A'}}}}",
                "{'anyOf':[{'properties':{'a':{'type':'string','x-mcp-header':'A'}}}]}",
                "{'x-mcp-header':'A'}"
            })
    void marks_that_cannot_be_followed_make_a_tool_unfit(String schema) {
        assertThat(ParameterHeaders.areSound(json(schema))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`us-west1`|`us-west1`",
                "`Hello, 世界`|`=?base64?SGVsbG8sIOS4lueVjA==?=`",
                "` padded `|`=?base64?IHBhZGRlZCA=?=`",
                "`=?base64?literal?=`|`=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=`"
            })
    void a_text_that_no_header_carries_is_encoded(String text, String header) {
        assertThat(HeaderText.of(text)).isEqualTo(header);
    }

    private static ToolHints claims(String annotations) {
        return read("{'name':'a','inputSchema':{'type':'object'},'annotations':"
                        + annotations
                        + "}")
                .tools()
                .getFirst()
                .definition()
                .claims();
    }

    private static String hash(String tool) {
        return read(tool).tools().getFirst().definition().hash();
    }

    private static ServerListing.Listed read(String... tools) {
        DefinitionReader reader = new DefinitionReader();
        reader.take(page(tools));
        return reader.listed();
    }

    private static JsonArray page(String... tools) {
        return new JsonArray(
                Arrays.stream(tools).<JsonValue>map(DefinitionReaderTest::json).toList());
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.parse(text.replace('\'', '"')).get();
    }
}
