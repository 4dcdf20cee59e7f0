package dev.perdure.llm.chat;

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

/** Messages of Chat Completions as strict servers refuse them. */
class StrictChatTest {

    private static final int CASES = 5_000;
    private static final Origin ORIGIN = new Origin("chat_completions", "account", "model");
    private static final List<String> REASONING = List.of("{\"reasoning_content\":\"Hm.\"}");

    private final Set<String> checked = new TreeSet<>();

    @Test
    void whatever_a_conversation_came_to_the_wire_takes_it() {
        long seed = Long.getLong("cases.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            List<TranscriptItem> shown = RandomConversation.next(random, ORIGIN, REASONING);
            JsonArray messages = Messages.of(ORIGIN, "Be kind.", shown);
            assertThat(wrong(messages))
                    .as("-Dcases.seed=%s, case %s: %s", seed, i, messages.toJson())
                    .isEmpty();
        }
    }

    @Test
    void what_breaks_a_rule_is_refused() {
        String user = "{\"role\":\"user\",\"content\":\"Hi\"}";
        String calls = "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"a\"}]}";
        String answered = "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"5\"}";
        String empty = "{\"role\":\"assistant\",\"content\":\"\"}";

        assertThat(wrong(user, calls, answered)).isEmpty();
        Set<String> refused = new TreeSet<>();
        for (List<String> broken :
                List.of(
                        List.<String>of(),
                        List.of(user, calls),
                        List.of(user, calls, user, answered),
                        List.of(user, calls, answered, answered),
                        List.of(user, answered),
                        List.of(user, empty, user),
                        List.of(user, calls, answered, calls, answered))) {
            List<String> rules = wrong(broken.toArray(String[]::new));
            assertThat(rules).as("%s", broken).isNotEmpty();
            refused.addAll(rules);
        }
        assertThat(refused).as("each rule is broken by one of them").isEqualTo(checked);
        ModelsPage.hasRules("Chat Completions", CASES, checked);
    }

    private List<String> wrong(String... messages) {
        return wrong((JsonArray) Json.parse("[" + String.join(",", messages) + "]").get());
    }

    private List<String> wrong(JsonArray messages) {
        Wrong wrong = new Wrong(checked);
        Set<String> ids = new HashSet<>();
        Set<String> owed = new HashSet<>();
        boolean asked = false;
        for (JsonObject message : Wrong.objects(messages)) {
            String role = Wrong.text(message, "role");
            if (role.equals("tool")) {
                wrong.unless(
                        owed.remove(Wrong.text(message, "tool_call_id")),
                        "a result answers a call right before it, once");
                continue;
            }
            wrong.unless(owed.isEmpty(), "every call is answered before anybody speaks");
            asked |= role.equals("user");
            List<JsonObject> calls = Wrong.objects(message, "tool_calls");
            wrong.unless(
                    !role.equals("assistant")
                            || !calls.isEmpty()
                            || !Wrong.text(message, "content").isEmpty(),
                    "an assistant says something or calls");
            for (JsonObject call : calls) {
                wrong.unless(ids.add(Wrong.text(call, "id")), "ids of calls are used once");
                owed.add(Wrong.text(call, "id"));
            }
        }
        wrong.unless(owed.isEmpty(), "every call is answered");
        wrong.unless(asked, "there is a message of the user");
        return wrong.rules();
    }
}
