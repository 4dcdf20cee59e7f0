package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What wakes a parked turn besides its client: the end of its time, and a message that comes behind
 * it and wakes it in the append that brings it.
 */
abstract class WakingContract extends StorageContract {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofDays(1);

    @BeforeEach
    final void joinBoth() {
        node().work().join();
        otherNode().work().join();
    }

    @Test
    void a_turn_that_is_parked_for_its_client_is_due_when_a_message_wakes_it() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        TurnId second = Sample.turn();

        session.append(arrival(session, second, first.turn()));

        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
        session.finish(claims.getFirst());
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(second);
    }

    @Test
    void a_turn_that_is_parked_until_later_is_due_when_a_message_wakes_it() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkUntil(first, session.head().time().plus(LONG));

        session.append(arrival(session, Sample.turn(), first.turn()));

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(first.turn());
    }

    @Test
    void a_message_takes_no_turn_from_its_owner_by_waking_it() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        TurnId second = Sample.turn();

        session.append(arrival(session, second, first.turn()));

        assertThat(otherNode().work().claim(10)).isEmpty();
        assertThat(session.head().epoch()).isEqualTo(first.epoch());
        session.finish(first);
        assertThat(otherNode().work().claim(10)).extracting(Claim::turn).containsExactly(second);
    }

    @Test
    void a_turn_that_has_ended_is_not_revived_by_a_message_that_wakes_it() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.finish(first);
        TurnId second = Sample.turn();

        session.append(arrival(session, second, first.turn()));

        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(second);
        session.finish(claims.getFirst());
        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void a_message_that_is_refused_wakes_nobody() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        Batch late =
                Batch.of(
                                session.key(),
                                new Guard.AtVersion(new StreamVersion(1)),
                                List.of(Sample.message(Sample.turn(), "late")))
                        .with(new WorkChange.Enqueue(Sample.turn(), "late", false, first.turn()));

        assertThat(session.attempt(late)).isInstanceOf(AppendOutcome.VersionConflict.class);

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    @Test
    void a_message_that_is_repeated_wakes_nobody_again() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        Batch message = arrival(session, Sample.turn(), first.turn());
        session.append(message);
        List<Claim> again = node().work().claim(10);
        assertThat(again).extracting(Claim::turn).containsExactly(first.turn());
        session.parkForClient(again.getFirst());

        assertThat(session.attempt(message)).isInstanceOf(AppendOutcome.Duplicate.class);

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    @Test
    void a_message_wakes_no_turn_of_another_session() {
        SessionScenario waiting = openSession();
        Claim parked = waiting.startTurn();
        waiting.parkForClient(parked);
        SessionScenario session = openSession();
        TurnId turn = Sample.turn();

        session.append(arrival(session, turn, parked.turn()));

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
        assertThat(waiting.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    @Test
    void a_turn_that_waits_for_its_client_is_due_when_its_time_is_up() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first, session.head().time().plus(SHORT));

        fixture().advanceTime(SHORT.plusMillis(1));
        node().work().sweep();

        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        session.on(otherNode()).finish(claims.getFirst());
        assertThat(session.head().status()).isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void a_turn_that_waits_for_its_client_until_later_is_not_due_before_and_shows_that_it_waits() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();

        session.parkForClient(first, session.head().time().plus(LONG));
        node().work().sweep();

        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        assertThat(node().work().claim(10)).isEmpty();
        session.change(new WorkChange.MakeDue(first.turn()));
        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(first.turn());
    }

    private static Batch arrival(SessionScenario session, TurnId turn, TurnId wakes) {
        String key = "key of " + turn;
        return session.batch(new Guard.Exists(), Sample.message(turn, key))
                .with(new WorkChange.Enqueue(turn, key, false, wakes));
    }
}
