package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Origin;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a provider says for itself to read comes back to it, as it was and where it was. */
class OpaquePartTest {

    private static final Origin ORIGIN = new Origin("wire", "provider", "model");
    private static final JsonText FIRST = new JsonText("{ \"signature\" : \"a\\u0041/\" }");
    private static final JsonText SECOND = new JsonText("[1.0]");

    private final ScriptedModel model = new ScriptedModel();
    private final Node node =
            Node.on(InMemoryStorage.open())
                    .model(model)
                    .tools(new FakeTools().reading("sky", FakeTools.says("blue")))
                    .start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void it_stands_in_the_message_where_it_stood_in_the_answer_and_is_shown_to_the_next_call()
            throws Exception {
        ToolCall call = toolCall("a", "sky");
        model.next(
                Script.started()
                        .think("Hm.")
                        .opaque(ORIGIN, FIRST)
                        .text("Let me ")
                        .text("see.")
                        .opaque(ORIGIN, SECOND)
                        .call(call)
                        .finish());

        story.awaitEnd(node.say(session, "Hi"));

        List<ContentPart> expected =
                List.of(
                        new ContentPart.Opaque(ORIGIN, FIRST),
                        new InputPart.Text("Let me see."),
                        new ContentPart.Opaque(ORIGIN, SECOND),
                        new ContentPart.ToolUse(call));
        assertThat(story.all(StepEvent.OutputCompleted.class).getFirst().message().content())
                .isEqualTo(expected);
        ModelRequest next = model.requests().getLast();
        assertThat(next.transcript().get(1))
                .isInstanceOfSatisfying(
                        TranscriptItem.Said.class,
                        said -> assertThat(said.message().content()).isEqualTo(expected));
    }

    @Test
    void it_is_no_output_and_its_text_is_in_no_other_record() throws Exception {
        model.next(
                Script.started()
                        .opaque(ORIGIN, new JsonText("\"a-marker\""))
                        .text("Hello")
                        .finish());

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(story.all(Delta.OutputDelta.class))
                .extracting(Delta.OutputDelta::text)
                .containsExactly("Hello");
        assertThat(story.records().toString()).contains("Hello").doesNotContain("a-marker");
    }
}
