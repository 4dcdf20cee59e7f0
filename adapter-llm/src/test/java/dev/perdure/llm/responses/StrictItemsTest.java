package dev.perdure.llm.responses;

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

/** Items of Responses as the wire's documentation has them refused. */
class StrictItemsTest {

    private static final int CASES = 5_000;
    private static final Origin ORIGIN = new Origin("responses", "account", "model");
    private static final List<String> REASONING =
            List.of(
                    "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                            + "\"encrypted_content\":\"e\"}");

    private final Set<String> checked = new TreeSet<>();

    @Test
    void whatever_a_conversation_came_to_the_wire_takes_it() {
        long seed = Long.getLong("cases.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            List<TranscriptItem> shown = RandomConversation.next(random, ORIGIN, REASONING);
            JsonArray items = Items.of(ORIGIN, shown);
            assertThat(wrong(items))
                    .as("-Dcases.seed=%s, case %s: %s", seed, i, items.toJson())
                    .isEmpty();
        }
    }

    @Test
    void what_breaks_a_rule_is_refused() {
        String user = "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}";
        String reasoning = REASONING.getFirst();
        String call = "{\"type\":\"function_call\",\"call_id\":\"a\"}";
        String answered = "{\"type\":\"function_call_output\",\"call_id\":\"a\"}";
        String empty = "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}";

        assertThat(wrong(user, reasoning, call, answered)).isEmpty();
        Set<String> refused = new TreeSet<>();
        for (List<String> broken :
                List.of(
                        List.<String>of(),
                        List.of(user, call),
                        List.of(user, call, user, answered),
                        List.of(user, call, answered, answered),
                        List.of(user, answered),
                        List.of(user, call, answered, call, answered),
                        List.of(user, reasoning, user),
                        List.of(user, reasoning),
                        List.of(user, empty))) {
            List<String> rules = wrong(broken.toArray(String[]::new));
            assertThat(rules).as("%s", broken).isNotEmpty();
            refused.addAll(rules);
        }
        assertThat(refused).as("each rule is broken by one of them").isEqualTo(checked);
        ModelsPage.hasRules("Responses", CASES, checked);
    }

    private List<String> wrong(String... items) {
        return wrong((JsonArray) Json.parse("[" + String.join(",", items) + "]").get());
    }

    private List<String> wrong(JsonArray items) {
        Wrong wrong = new Wrong(checked);
        Set<String> ids = new HashSet<>();
        Set<String> owed = new HashSet<>();
        boolean reasoned = false;
        boolean asked = false;
        for (JsonObject item : Wrong.objects(items)) {
            boolean ofModel = false;
            switch (Wrong.text(item, "type")) {
                case "reasoning" -> ofModel = true;
                case "function_call" -> {
                    ofModel = true;
                    wrong.unless(ids.add(Wrong.text(item, "call_id")), "ids are used once");
                    owed.add(Wrong.text(item, "call_id"));
                }
                case "function_call_output" ->
                        wrong.unless(
                                owed.remove(Wrong.text(item, "call_id")),
                                "an output answers a call before it, once");
                default -> {
                    ofModel = Wrong.text(item, "role").equals("assistant");
                    asked |= !ofModel;
                    wrong.unless(
                            ofModel || owed.isEmpty(), "calls are answered before the user speaks");
                    wrong.unless(
                            !Wrong.objects(item, "content").isEmpty(), "a message has content");
                }
            }
            wrong.unless(!reasoned || ofModel, "reasoning leads to an item of the model");
            reasoned = Wrong.text(item, "type").equals("reasoning");
        }
        wrong.unless(!reasoned, "reasoning leads to an item of the model");
        wrong.unless(owed.isEmpty(), "every call is answered");
        wrong.unless(asked, "there is a message of the user");
        return wrong.rules();
    }
}
