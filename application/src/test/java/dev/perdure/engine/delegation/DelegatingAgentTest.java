package dev.perdure.engine.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents that have tasks done by others. */
class DelegatingAgentTest {

    private static final AgentSettings DELEGATES =
            AgentSettings.of("leader", "")
                    .withCapabilities(
                            List.of(
                                    new CapabilityRef(
                                            new CapabilityId("subagents"), JsonObject.empty())));

    @Test
    void an_agent_is_told_once_what_its_sub_agent_answered() throws Exception {
        ScriptedModel model = new ScriptedModel(DelegatingAgentTest::delegating);
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse(DELEGATES);

            conversation.say("Have the birds counted.").text();

            Await.until("the agent was told", () -> told(model) > 0);
        }
        assertThat(told(model)).isEqualTo(1);
    }

    @Test
    void a_sub_agent_outlives_every_node() {
        InMemoryStorage first = InMemoryStorage.open();
        ScriptedModel model = new ScriptedModel(DelegatingAgentTest::delegating);
        Engine engine = Engine.on(first.node(), model);
        Conversation conversation = engine.converse(DELEGATES);
        conversation.say("Have the birds counted.");
        Await.until(
                "the agent has delegated",
                () ->
                        !engine.storage()
                                .schedules()
                                .list(
                                        conversation.session().organisation(),
                                        conversation.session(),
                                        new Window(0, 1))
                                .items()
                                .isEmpty());
        engine.close();

        try (Engine next = Engine.on(first.node(), model)) {
            Await.until("the agent was told by another node", () -> told(model) > 0);
        }
        first.close();
    }

    /** Delegates what a user asks for, answers the rest by repeating it. */
    private static Script delegating(ModelRequest request) {
        String said = ScriptedModel.lastSaid(request);
        boolean first =
                request.transcript().stream()
                        .noneMatch(item -> item.toString().contains("task_id"));
        return said.equals("Have the birds counted.") && first
                ? Script.calls(
                        new ToolCall(
                                new ToolCallId("a"),
                                "spawn_subagent",
                                new JsonText("{\"task\":\"Count the birds.\"}")))
                : Script.answer(ScriptedModel.echo(said));
    }

    private static long told(ScriptedModel model) {
        return model.requests().stream()
                .filter(request ->
                        ScriptedModel.lastSaid(request)
                                .endsWith(
                                        "has finished. Its answer:\n\n"
                                                + ScriptedModel.echo("Count the birds.")))
                .count();
    }
}
