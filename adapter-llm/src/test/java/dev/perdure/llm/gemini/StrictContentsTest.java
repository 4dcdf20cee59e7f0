package dev.perdure.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.rig.ModelsPage;
import dev.perdure.llm.rig.RandomConversation;
import dev.perdure.llm.rig.Wrong;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Contents as the wire's documentation has them refused. */
class StrictContentsTest {

    private static final int CASES = 5_000;
    private static final Origin ORIGIN = new Origin("gemini", "account", "gemini-3-pro");
    private static final List<String> REASONING =
            List.of("{\"thoughtSignature\":\"s\"}", "{\"text\":\"t\",\"thoughtSignature\":\"s\"}");

    private final Set<String> checked = new TreeSet<>();

    @Test
    void whatever_a_conversation_came_to_the_wire_takes_it() {
        long seed = Long.getLong("cases.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            List<TranscriptItem> shown = RandomConversation.next(random, ORIGIN, REASONING);
            JsonArray contents = Contents.of(ORIGIN, shown);
            assertThat(wrong(contents))
                    .as("-Dcases.seed=%s, case %s: %s", seed, i, contents.toJson())
                    .isEmpty();
        }
    }

    @Test
    void what_breaks_a_rule_is_refused() {
        String user = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}";
        String call = "{\"functionCall\":{\"id\":\"a\",\"name\":\"t\"},\"thoughtSignature\":\"s\"}";
        String calls = "{\"role\":\"model\",\"parts\":[" + call + "]}";
        String unsigned =
                "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"a\",\"name\":\"t\"}}]}";
        String response = "{\"functionResponse\":{\"id\":\"a\",\"name\":\"t\"}}";
        String answered = "{\"role\":\"user\",\"parts\":[" + response + "]}";
        String twice = "{\"role\":\"user\",\"parts\":[" + response + "," + response + "]}";
        String mixed = "{\"role\":\"user\",\"parts\":[" + response + ",{\"text\":\"Hi\"}]}";
        String empty = "{\"role\":\"user\",\"parts\":[]}";
        String blank = "{\"role\":\"user\",\"parts\":[{\"text\":\"\"}]}";

        assertThat(wrong(user, calls, answered)).isEmpty();
        Set<String> refused = new TreeSet<>();
        for (List<String> broken :
                List.of(
                        List.<String>of(),
                        List.of(calls, answered),
                        List.of(user, calls),
                        List.of(user, calls, user),
                        List.of(user, calls, twice),
                        List.of(user, calls, mixed),
                        List.of(user, unsigned, answered),
                        List.of(answered),
                        List.of(empty),
                        List.of(blank))) {
            List<String> rules = wrong(broken.toArray(String[]::new));
            assertThat(rules).as("%s", broken).isNotEmpty();
            refused.addAll(rules);
        }
        assertThat(refused).as("each rule is broken by one of them").isEqualTo(checked);
        ModelsPage.hasRules("Gemini", CASES, checked);
    }

    private List<String> wrong(String... contents) {
        return wrong((JsonArray) Json.parse("[" + String.join(",", contents) + "]").get());
    }

    private List<String> wrong(JsonArray contents) {
        Wrong wrong = new Wrong(checked);
        List<String> owed = List.of();
        String before = "";
        for (JsonObject content : Wrong.objects(contents)) {
            String role = Wrong.text(content, "role");
            wrong.unless(!before.isEmpty() || role.equals("user"), "the user speaks first");
            before = role;
            List<JsonObject> parts = Wrong.objects(content, "parts");
            wrong.unless(!parts.isEmpty(), "a content has parts");
            List<String> calls = new ArrayList<>();
            List<String> responses = new ArrayList<>();
            for (JsonObject part : parts) {
                part.string("text")
                        .ifPresent(text -> wrong.unless(!text.isEmpty(), "no text is empty"));
                part.object("functionResponse")
                        .ifPresent(response -> responses.add(Wrong.text(response, "id")));
                part.object("functionCall")
                        .ifPresent(call -> {
                            wrong.unless(
                                    !calls.isEmpty()
                                            || !Wrong.text(part, "thoughtSignature").isEmpty(),
                                    "the first call is signed");
                            calls.add(Wrong.text(call, "id"));
                        });
            }
            wrong.unless(responses.equals(owed), "as many responses as calls, in their order");
            wrong.unless(
                    responses.isEmpty() || responses.size() == parts.size(),
                    "responses stand by themselves");
            owed = calls;
        }
        wrong.unless(before.equals("user"), "the user speaks last");
        return wrong.rules();
    }
}
