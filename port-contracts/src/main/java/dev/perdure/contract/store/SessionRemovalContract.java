package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.Session;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a removed session: nothing. */
abstract class SessionRemovalContract extends StorageContract {

    private static final SessionQuery ALL =
            new SessionQuery(null, "", new Window(0, Window.LIMIT_MAX));

    @Test
    void a_removed_session_is_gone_with_its_log() {
        SessionScenario session = openSession();
        session.write(Sample.mixture("some", 6));
        assertThat(session.log()).hasSize(7);

        assertThat(remove(session)).isTrue();

        for (Storage node : List.of(node(), otherNode())) {
            assertThat(node.sessions().find(session.key())).isEmpty();
            assertThat(node.sessions().list(OrganisationId.DEFAULT, ALL).total()).isZero();
            assertThat(node.log().head(session.key())).isEmpty();
            assertThat(
                            node.log()
                                    .read(
                                            session.key(),
                                            Offset.START,
                                            100,
                                            Selection.FACTS_AND_DELTAS))
                    .isEmpty();
            assertThat(node.log().latest(session.key(), new StreamVersion(100), 100)).isEmpty();
        }
    }

    @Test
    void only_a_session_that_exists_can_be_removed() {
        SessionScenario session = openSession();

        assertThat(node().sessions().remove(SessionScenario.freshKey(OrganisationId.DEFAULT)))
                .isFalse();
        assertThat(remove(session)).isTrue();
        assertThat(remove(session)).isFalse();
    }

    @Test
    void another_organisation_removes_nothing() {
        SessionScenario session = openSession();
        List<Envelope> before = session.log();

        assertThat(remove(session.as(stranger()))).isFalse();

        assertThat(session.log()).isNotEmpty().isEqualTo(before);
        assertThat(node().sessions().find(session.key())).isPresent();
    }

    @Test
    void other_sessions_stay() {
        SessionScenario removed = openSession();
        SessionScenario kept = openSession();
        kept.write(Sample.mixture("kept", 5));
        List<Envelope> before = kept.log();

        assertThat(remove(removed)).isTrue();

        assertThat(kept.log()).hasSize(6).isEqualTo(before);
        assertThat(node().sessions().list(OrganisationId.DEFAULT, ALL).items())
                .extracting(Session::key)
                .containsExactly(kept.key());
        kept.write(Sample.fact("goes on"));
    }

    @Test
    void late_writers_are_refused() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        StreamVersion version = session.head().version();
        assertThat(remove(session)).isTrue();

        List<Guard> guards =
                List.of(
                        new Guard.Exists(),
                        new Guard.AtVersion(version),
                        new Guard.Owned(claim.epoch()),
                        new Guard.OwnedAt(claim.epoch(), version));
        for (Guard guard : guards) {
            assertThat(session.attempt(guard, Sample.fact("late")))
                    .isEqualTo(new AppendOutcome.NoSuchStream());
        }
        AppendOutcome message = session.attempt(session.arrival(Sample.turn(), "late", true));
        assertThat(message).isEqualTo(new AppendOutcome.NoSuchStream());

        assertThat(session.log()).isEmpty();
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void a_due_turn_of_a_removed_session_is_not_handed_out() {
        node().work().join();
        SessionScenario session = openSession();
        session.enqueue();
        session.enqueue();

        assertThat(remove(session)).isTrue();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(openSession().startTurn()).isNotNull();
    }

    @Test
    void a_parked_turn_of_a_removed_session_does_not_wake_up() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        session.parkUntil(claim, session.head().time());

        assertThat(remove(session)).isTrue();
        fixture().advanceTime(Duration.ofMillis(2));
        node().work().sweep();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(openSession().startTurn()).isNotNull();
    }

    @Test
    void an_owned_turn_of_a_removed_session_does_not_come_back() {
        node().work().join();
        otherNode().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();

        assertThat(remove(session)).isTrue();
        AppendOutcome late =
                session.attempt(
                        session.batch(new Guard.Owned(claim.epoch()), Sample.fact("late"))
                                .with(new WorkChange.ParkForClient(claim.turn())));
        node().work().leave();

        assertThat(late).isEqualTo(new AppendOutcome.NoSuchStream());
        assertThat(otherNode().work().claim(10)).isEmpty();
    }

    private boolean remove(SessionScenario session) {
        return node().sessions().remove(session.key());
    }
}
