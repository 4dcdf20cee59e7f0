package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import org.junit.jupiter.api.Test;

/** Runs that were begun before and cannot be repeated any more. */
class RepeatedRunTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void a_run_that_may_have_taken_effect_is_not_told_of_as_if_nothing_had_happened()
            throws Exception {
        SessionKey session;
        try (Node first = node(new FakeTools().acting("send", run -> ToolResult.unknown()))) {
            session = first.open();
            model.next(Script.calls(toolCall("a", "send")));
            first.say(session, "Go");
            Await.until(
                    "a session that waits",
                    () ->
                            storage.log().head(session).orElseThrow().status()
                                    == SessionStatus.WAITING_FOR_TOOL_RESULTS);
        }
        try (Node second = node(new FakeTools().reading("look", FakeTools.says("blue")))) {
            Story story = second.story(session);

            second.useCases()
                    .ruleOutcome()
                    .rule(session, new ToolCallId("a"), new Verdict.RunAgain());

            Await.until(
                    "somebody is asked again",
                    () -> story.all(StepEvent.RulingRequested.class).size() == 2);
            assertThat(story.all(StepEvent.ToolCompleted.class)).isEmpty();
        }
    }

    private Node node(FakeTools tools) {
        return Node.on(storage).model(model).tools(tools).whenUnknown(OutcomePolicy.ASK).start();
    }
}
