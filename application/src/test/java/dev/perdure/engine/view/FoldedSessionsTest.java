package dev.perdure.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.rig.FactsRead;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.SessionState;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldedSessionsTest {

    private static final int SESSIONS = 20;
    private static final long WEIGHT = 100_000;

    private final Node node = Node.on(InMemoryStorage.open()).start();
    private final FactsRead read = new FactsRead();
    private final EventLog log = new WatchedStorage(node.storage(), read).log();
    private final FoldedSessions folded = new FoldedSessions(log, null, SESSIONS, WEIGHT);
    private final SessionKey session = node.open();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_kept_session_is_the_folded_one() throws Exception {
        talk(3);

        assertThat(folded.load(session)).isEqualTo(SessionLoader.load(log, session));
        talk(2);
        assertThat(folded.load(session)).isEqualTo(SessionLoader.load(log, session));
    }

    @Test
    void going_on_with_a_session_reads_only_the_facts_that_are_new() throws Exception {
        talk(20);
        folded.load(session);
        read.take();

        talk(1);
        SessionState state = folded.load(session);

        long perTurn = (state.version().value() - 1) / 21;
        List<Envelope> newlyRead = read.take();
        assertThat(newlyRead).hasSize((int) perTurn);
        assertThat(newlyRead.getFirst().version())
                .isEqualTo(new StreamVersion(state.version().value() - perTurn + 1));
    }

    @Test
    void a_session_that_was_removed_is_empty_and_forgotten() throws Exception {
        talk(1);
        folded.load(session);

        node.useCases().removeSession().remove(session);

        assertThat(folded.load(session)).isEqualTo(SessionState.EMPTY);
        assertThat(folded.kept(session, headAt(Long.MAX_VALUE))).isEqualTo(SessionState.EMPTY);
    }

    @Test
    void a_state_ahead_of_the_log_is_not_of_this_session() throws Exception {
        talk(1);
        folded.load(session);

        assertThat(folded.kept(session, headAt(1))).isEqualTo(SessionState.EMPTY);
    }

    @Test
    void a_turn_begins_with_the_facts_heard_when_it_was_claimed() throws Exception {
        talk(1);
        SessionState before = folded.load(session);
        Envelope arrival = arrival(before.version().next());
        Claim claim = claim(arrival, 2);

        folded.heard(claim, List.of(arrival));

        assertThat(folded.beginning(claim)).contains(before.evolve(arrival));
        assertThat(folded.beginning(claim(arrival, 3))).as("of a later claim").isEmpty();
        folded.keep(session, before.evolve(arrival).evolve(arrival(new StreamVersion(99))));
        assertThat(folded.beginning(claim)).as("when more is known").isEmpty();
    }

    @Test
    void facts_that_do_not_follow_on_what_is_known_are_not_taken_in() throws Exception {
        Envelope unknown = arrival(new StreamVersion(2));
        folded.heard(claim(unknown, 1), List.of(unknown));
        assertThat(folded.beginning(claim(unknown, 1))).isEmpty();

        talk(1);
        SessionState before = folded.load(session);
        Envelope gap = arrival(before.version().next().next());
        folded.heard(claim(gap, 2), List.of(gap));
        assertThat(folded.beginning(claim(gap, 2))).isEmpty();
        assertThat(folded.kept(session, headAt(Long.MAX_VALUE))).isEqualTo(before);
    }

    private Envelope arrival(StreamVersion version) {
        TurnId turn = new TurnId(new UUID(7, version.value()));
        Message message =
                new Message(
                        new MessageId(new UUID(8, version.value())),
                        Role.USER,
                        List.of(new InputPart.Text("hello")),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH);
        return new Envelope(
                session,
                new Offset(version.value()),
                version,
                Instant.EPOCH,
                new TurnEvent.MessageReceived(turn, message));
    }

    private Claim claim(Envelope arrival, long epoch) {
        return new Claim(session, ((TurnEvent) arrival.entry()).turn(), new Epoch(epoch));
    }

    @Test
    void an_older_state_does_not_replace_a_newer_one() throws Exception {
        talk(1);
        SessionState older = folded.load(session);
        talk(1);
        SessionState newer = folded.load(session);

        folded.keep(session, older);

        assertThat(folded.kept(session, headAt(Long.MAX_VALUE))).isEqualTo(newer);
    }

    @Test
    void the_number_of_sessions_kept_is_bounded_and_the_ones_in_use_stay() throws Exception {
        talk(1);
        folded.load(session);
        for (int i = 0; i < SESSIONS + 10; i++) {
            folded.load(node.open());
            assertThat(folded.kept(session, headAt(Long.MAX_VALUE)))
                    .isNotEqualTo(SessionState.EMPTY);
        }
        SessionKey idle = node.open();
        folded.load(idle);
        for (int i = 0; i < SESSIONS; i++) {
            folded.load(node.open());
        }

        assertThat(folded.kept(idle, headAt(Long.MAX_VALUE))).isEqualTo(SessionState.EMPTY);
    }

    @Test
    void the_weight_of_what_is_kept_is_bounded() throws Exception {
        String heavy = "x".repeat((int) WEIGHT / 5);
        SessionKey first = node.open();
        SessionKey second = node.open();
        node.story(first).awaitEnd(node.say(first, heavy));
        node.story(second).awaitEnd(node.say(second, heavy));
        folded.load(first);
        folded.load(second);
        assertThat(isKept(first)).isTrue();

        node.story(second).awaitEnd(node.say(second, "short"));
        folded.load(second);
        assertThat(isKept(first)).isTrue();
        node.story(second).awaitEnd(node.say(second, heavy));
        folded.load(second);

        assertThat(isKept(first)).isFalse();
        assertThat(isKept(second)).isTrue();
        folded.forget(second);
        folded.load(first);
        assertThat(isKept(first)).isTrue();
    }

    private boolean isKept(SessionKey key) {
        return !folded.kept(key, headAt(Long.MAX_VALUE)).equals(SessionState.EMPTY);
    }

    private void talk(int turns) throws InterruptedException {
        for (int i = 0; i < turns; i++) {
            node.story(session).awaitEnd(node.say(session, "message " + i));
        }
    }

    private static SessionHead headAt(long version) {
        return new SessionHead(
                new Offset(1),
                new StreamVersion(version),
                Epoch.UNCLAIMED,
                SessionStatus.IDLE,
                Instant.EPOCH);
    }
}
