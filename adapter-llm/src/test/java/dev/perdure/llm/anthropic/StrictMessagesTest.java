package dev.perdure.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.rig.ModelsPage;
import dev.perdure.llm.rig.RandomConversation;
import dev.perdure.llm.rig.Wrong;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Messages as the wire's documentation has them refused. */
class StrictMessagesTest {

    private static final int CASES = 5_000;
    private static final Origin ORIGIN = new Origin("anthropic", "account", "model");
    private static final List<String> REASONING =
            List.of(
                    "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}",
                    "{\"type\":\"redacted_thinking\",\"data\":\"d\"}");

    private final Set<String> checked = new TreeSet<>();

    @Test
    void whatever_a_conversation_came_to_the_wire_takes_it() {
        long seed = Long.getLong("cases.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            List<TranscriptItem> shown = RandomConversation.next(random, ORIGIN, REASONING);
            JsonArray messages = Conversation.of(ORIGIN, shown).messages();
            assertThat(wrong(messages))
                    .as("-Dcases.seed=%s, case %s: %s", seed, i, messages.toJson())
                    .isEmpty();
        }
    }

    @Test
    void what_breaks_a_rule_is_refused() {
        String user = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}";
        String calls =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\"}]}";
        String answered =
                "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]}";
        String late =
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]}";
        String twice =
                answered.replace("}]}", "},{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]}");
        String odd = calls.replace("\"a\"", "\"a b\"");
        String foreign = calls.replace("assistant", "user");
        String blank = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\" \"}]}";
        String empty = "{\"role\":\"assistant\",\"content\":[]}";

        assertThat(wrong(user, calls, answered)).isEmpty();
        Set<String> refused = new TreeSet<>();
        for (List<String> broken :
                List.of(
                        List.<String>of(),
                        List.of(calls, answered),
                        List.of(user, calls),
                        List.of(user, calls, user),
                        List.of(user, calls, late),
                        List.of(user, calls, twice),
                        List.of(user, odd),
                        List.of(foreign),
                        List.of(user, user),
                        List.of(answered),
                        List.of(blank),
                        List.of(user, empty, user),
                        List.of(user, calls, answered, calls, answered))) {
            List<String> rules = wrong(broken.toArray(String[]::new));
            assertThat(rules).as("%s", broken).isNotEmpty();
            refused.addAll(rules);
        }
        assertThat(refused).as("each rule is broken by one of them").isEqualTo(checked);
        ModelsPage.hasRules("Messages", CASES, checked);
    }

    private List<String> wrong(String... messages) {
        String list = "[" + String.join(",", messages) + "]";
        return wrong((JsonArray) Json.parse(list).get());
    }

    private List<String> wrong(JsonArray messages) {
        Wrong wrong = new Wrong(checked);
        Set<String> ids = new HashSet<>();
        Set<String> owed = Set.of();
        String before = "assistant";
        for (JsonObject message : Wrong.objects(messages)) {
            String role = Wrong.text(message, "role");
            wrong.unless(!role.equals(before), "roles alternate, the user first");
            before = role;
            List<JsonObject> blocks = Wrong.objects(message, "content");
            wrong.unless(!blocks.isEmpty(), "a message holds something");
            Set<String> calls = new HashSet<>();
            Set<String> results = new HashSet<>();
            boolean resultsOnly = true;
            for (JsonObject block : blocks) {
                switch (Wrong.text(block, "type")) {
                    case "text" ->
                            wrong.unless(
                                    !Wrong.text(block, "text").isBlank(),
                                    "text holds more than blanks");
                    case "tool_use" -> {
                        String id = Wrong.text(block, "id");
                        wrong.unless(ids.add(id), "ids of calls are used once");
                        wrong.unless(id.matches("[A-Za-z0-9_-]+"), "ids have plain characters");
                        calls.add(id);
                    }
                    case "tool_result" -> {
                        wrong.unless(resultsOnly, "results stand first");
                        wrong.unless(
                                results.add(Wrong.text(block, "tool_use_id")),
                                "a call has one result");
                    }
                    default -> {}
                }
                resultsOnly &= Wrong.text(block, "type").equals("tool_result");
            }
            wrong.unless(results.equals(owed), "calls are answered in the next message");
            wrong.unless(calls.isEmpty() || role.equals("assistant"), "the assistant alone calls");
            owed = calls;
        }
        wrong.unless(before.equals("user"), "the user speaks last");
        return wrong.rules();
    }
}
