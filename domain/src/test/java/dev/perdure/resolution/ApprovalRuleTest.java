package dev.perdure.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRuleTest {

    private static final ToolHints KEYED = new ToolHints(false, false, true, true, false);

    @ParameterizedTest
    @CsvSource({
        "send, send, true",
        "send, send_mail, false",
        "send_*, send_mail, true",
        "*_mail, send_mail, true",
        "s?nd*, send_mail, true",
        "*e*d*, send, true",
        "*, anything, true",
        "send?, send, false",
        "Send, send, false",
        "s*d*m*x, send_mail, false"
    })
    void a_pattern_matches_whole_names(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void a_pattern_of_stars_is_done_in_no_time() {
        String pattern = "*a".repeat(32);

        assertThat(new Glob(pattern).matches("a".repeat(31) + "b".repeat(33))).isFalse();
    }

    @Test
    void a_rule_asks_by_name_and_by_hint_and_says_why() {
        ApprovalRule rule =
                rule("{\"tools\":[\"send_*\"],\"hints\":[\"destructive\",\"open_world\"]}");

        assertThat(rule.asks(tool("send_mail", ToolHints.READ_ONLY)))
                .contains("agent: tool send_*");
        assertThat(rule.asks(tool("drop", ToolHints.UNKNOWN))).contains("agent: hint destructive");
        assertThat(rule.asks(tool("pay", KEYED))).contains("agent: hint open_world");
        assertThat(rule.asks(tool("look", ToolHints.READ_ONLY))).isEmpty();
    }

    @Test
    void a_rule_that_names_nothing_asks_for_all_that_may_change_something() {
        ApprovalRule rule = rule("{\"except\":[\"pay\"]}");

        assertThat(rule.asks(tool("drop", ToolHints.UNKNOWN)))
                .contains("agent: hint not_read_only");
        assertThat(rule.asks(tool("look", ToolHints.READ_ONLY))).isEmpty();
        assertThat(rule.asks(tool("pay", KEYED))).isEmpty();
        assertThat(rule("{\"hints\":[]}").asks(tool("drop", ToolHints.UNKNOWN))).isEmpty();
        assertThat(rule("{\"hints\":[\"not_idempotent\"]}").asks(tool("pay", KEYED))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tools\":\"send\"}",
                "{\"tools\":[1]}",
                "{\"tools\":[\"\"]}",
                "{\"hints\":[\"scary\"]}",
                "{\"except\":{}}"
            })
    void settings_that_cannot_be_meant_are_refused_in_a_sentence(String config) {
        assertThat(ApprovalRule.read("agent", object(config)).getLeft().sentence())
                .contains("tool_approval")
                .endsWith(".");
    }

    @Test
    void patterns_have_a_bound_in_number_and_length() {
        assertThat(patterns(ApprovalRule.PATTERNS_MAX, 1)).isTrue();
        assertThat(patterns(ApprovalRule.PATTERNS_MAX + 1, 1)).isFalse();
        assertThat(patterns(1, ApprovalRule.PATTERN_CHARACTERS_MAX)).isTrue();
        assertThat(patterns(1, ApprovalRule.PATTERN_CHARACTERS_MAX + 1)).isFalse();
    }

    private static boolean patterns(int count, int characters) {
        String pattern = "\"" + "x".repeat(characters) + "\"";
        String list = pattern + ("," + pattern).repeat(count - 1);
        return ApprovalRule.read("agent", object("{\"tools\":[" + list + "]}")).isRight();
    }

    private static ApprovalRule rule(String config) {
        return ApprovalRule.read("agent", object(config)).get();
    }

    private static JsonObject object(String json) {
        return (JsonObject) Json.parse(json).get();
    }

    private static ToolDefinition tool(String name, ToolHints hints) {
        return new ToolDefinition(name, "", JsonObject.empty(), hints, ToolOwner.ENGINE);
    }
}
