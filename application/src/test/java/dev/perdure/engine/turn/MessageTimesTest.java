package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.resolution.SteeringCapability;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageTimesTest {

    private final ScriptedModel model =
            new ScriptedModel(Script.answer("Good."), Script.answer("Better."));
    private final Node node = Node.on(InMemoryStorage.open()).model(model).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void the_model_is_shown_when_the_user_said_what_and_the_log_is_not() throws Exception {
        Story story =
                node.story(
                        node.open(
                                List.of(),
                                new CapabilityRef(
                                        SteeringCapability.MESSAGE_METADATA.id(),
                                        JsonObject.empty())));
        story.awaitEnd(node.say(story.session(), "Hello"));
        story.awaitEnd(node.say(story.session(), "How are you?"));

        List<TurnEvent.MessageReceived> sent = story.all(TurnEvent.MessageReceived.class);
        assertThat(said(model.requests().getLast()))
                .containsExactly(
                        "[Sent " + second(sent.get(0)) + "]\nHello",
                        "Good.",
                        "[Sent " + second(sent.get(1)) + "]\nHow are you?");
        assertThat(said(model.requests().getFirst()))
                .isEqualTo(said(model.requests().getLast()).subList(0, 1));
        assertThat(sent.getFirst().message().text()).isEqualTo("Hello");
    }

    @Test
    void without_the_capability_nothing_is_said_of_times() throws Exception {
        Story story = node.story(node.open());
        story.awaitEnd(node.say(story.session(), "Hello"));

        assertThat(said(model.requests().getLast())).containsExactly("Hello");
    }

    private static Instant second(TurnEvent.MessageReceived fact) {
        return fact.message().createdAt().truncatedTo(ChronoUnit.SECONDS);
    }

    private static List<String> said(ModelRequest request) {
        return request.transcript().stream()
                .filter(TranscriptItem.Said.class::isInstance)
                .map(item -> ((TranscriptItem.Said) item).message().text())
                .toList();
    }
}
