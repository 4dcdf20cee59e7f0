package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.Envelope;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusySessionTest {

    private final ScriptedModel model = new ScriptedModel();

    /** Never looks for due turns by itself, so that one which was not announced would not start. */
    private final Node node =
            Node.on(InMemoryStorage.open())
                    .model(model)
                    .config(
                            new WorkerConfig(
                                    100,
                                    Duration.ofMillis(100),
                                    Duration.ofHours(1),
                                    Duration.ofHours(1)))
                    .start();

    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void messages_to_a_busy_session_are_answered_in_the_order_they_came() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("first").finish());
        TurnId first = node.say(session, "1");
        gate.awaitReached();
        TurnId second = node.say(session, "2");
        TurnId third = node.say(session, "3");

        gate.open();
        story.awaitEnd(third);

        assertThat(story.all(TurnEvent.TurnCompleted.class))
                .extracting(TurnEvent.TurnCompleted::turn)
                .containsExactly(first, second, third);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_queued_message_is_shown_to_the_model_in_its_own_turn_only() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("first").finish());
        node.say(session, "1");
        gate.awaitReached();
        TurnId second = node.say(session, "2");

        gate.open();
        story.awaitEnd(second);

        assertThat(model.requests().getFirst().transcript()).hasSize(1);
        assertThat(model.requests().getLast().transcript()).hasSize(3);
    }

    @Test
    void a_queued_turn_starts_as_soon_as_the_one_before_it_has_ended() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("first").finish());
        node.say(session, "1");
        gate.awaitReached();
        TurnId second = node.say(session, "2");

        gate.open();
        story.awaitEnd(second);

        List<String> ends =
                story.records().stream()
                        .map(Envelope::entry)
                        .filter(entry ->
                                entry instanceof TurnEvent.SessionIdled
                                        || entry instanceof TurnEvent.TurnStarted)
                        .map(entry -> entry.getClass().getSimpleName())
                        .toList();
        assertThat(ends)
                .containsExactly("TurnStarted", "SessionIdled", "TurnStarted", "SessionIdled");
    }

    @Test
    void twenty_messages_at_once_get_exactly_one_end_each() throws Exception {
        Set<TurnId> turns = ConcurrentHashMap.newKeySet();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String text = "message " + i;
                clients.submit(() -> turns.add(node.say(session, text)));
            }
        }
        assertThat(turns).hasSize(20);
        for (TurnId turn : turns) {
            story.awaitEnd(turn);
        }

        assertThat(story.all(TurnEvent.TurnCompleted.class))
                .extracting(TurnEvent.TurnCompleted::turn)
                .containsExactlyInAnyOrderElementsOf(turns);
        assertThat(startsInOrderOfArrival()).isTrue();
        assertThat(node.storage().log().head(session).orElseThrow().status())
                .isEqualTo(SessionStatus.IDLE);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void many_sessions_run_side_by_side() throws Exception {
        List<SessionKey> sessions = new ArrayList<>();
        List<TurnId> turns = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            SessionKey other = node.open();
            sessions.add(other);
            turns.add(node.say(other, "Hi " + i));
        }

        for (int i = 0; i < 300; i++) {
            Story other = node.story(sessions.get(i));
            other.awaitEnd(turns.get(i));
            Invariants.holdWhenSettled(other);
        }
    }

    private boolean startsInOrderOfArrival() {
        List<TurnId> arrived =
                story.all(TurnEvent.MessageReceived.class).stream()
                        .map(TurnEvent.MessageReceived::turn)
                        .toList();
        List<TurnId> started =
                story.all(TurnEvent.TurnStarted.class).stream()
                        .map(TurnEvent.TurnStarted::turn)
                        .toList();
        return arrived.equals(started);
    }
}
