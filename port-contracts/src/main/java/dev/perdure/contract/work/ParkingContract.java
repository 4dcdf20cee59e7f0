package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns that wait, how they come back, and what the session shows meanwhile. */
abstract class ParkingContract extends StorageContract {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void a_turn_parked_until_later_is_not_due_before() {
        SessionScenario session = joinedSession();
        Claim claim = session.startTurn();

        session.parkUntil(claim, session.head().time().plus(LONG));
        node().work().sweep();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        session.change(new WorkChange.MakeDue(claim.turn()));
        assertThat(node().work().claim(10)).hasSize(1);
    }

    @Test
    void a_sweep_wakes_a_turn_whose_time_has_come() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        session.parkUntil(first, session.head().time().plus(SHORT));

        fixture().advanceTime(SHORT.plusMillis(1));
        node().work().sweep();

        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void the_sweep_of_any_node_wakes_a_turn() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        session.parkUntil(first, session.head().time());

        fixture().advanceTime(Duration.ofMillis(1));
        otherNode().work().sweep();

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(first.turn());
    }

    @Test
    void a_turn_parked_for_the_client_is_not_woken_by_time() {
        SessionScenario session = joinedSession();
        Claim claim = session.startTurn();
        session.parkForClient(claim);

        fixture().advanceTime(SHORT);
        node().work().sweep();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        session.change(new WorkChange.MakeDue(claim.turn()));
        assertThat(node().work().claim(10)).hasSize(1);
    }

    @Test
    void a_parked_turn_that_is_made_due_can_be_claimed_by_any_node() {
        SessionScenario session = joinedSession();
        otherNode().work().join();
        Claim first = session.startTurn();
        session.parkForClient(first);

        session.change(new WorkChange.MakeDue(first.turn()));

        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void a_parked_turn_holds_back_the_later_ones_of_its_session() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        TurnId later = session.enqueue();
        session.parkForClient(first);
        node().work().sweep();
        assertThat(node().work().claim(10)).isEmpty();

        session.change(new WorkChange.MakeDue(first.turn()));
        List<Claim> again = node().work().claim(10);
        assertThat(again).extracting(Claim::turn).containsExactly(first.turn());
        session.finish(again.getFirst());

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(later);
    }

    @Test
    void a_turn_that_waits_behind_another_may_end_before_anybody_owned_it() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        TurnId joining = session.enqueue();
        TurnId later = session.enqueue();

        session.change(new WorkChange.Finish(joining));

        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(session.head().epoch()).isEqualTo(first.epoch());
        assertThat(node().work().claim(10)).isEmpty();
        session.finish(first);
        List<Claim> next = node().work().claim(10);
        assertThat(next).extracting(Claim::turn).containsExactly(later);
        session.finish(next.getFirst());
        assertThat(session.head().status()).isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void making_an_owned_turn_due_changes_nothing() {
        SessionScenario session = joinedSession();
        Claim claim = session.startTurn();

        session.change(new WorkChange.MakeDue(claim.turn()));

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().epoch()).isEqualTo(claim.epoch());
        session.finish(claim);
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void making_a_due_turn_due_changes_nothing() {
        SessionScenario session = joinedSession();
        TurnId turn = session.enqueue();

        session.change(new WorkChange.MakeDue(turn));

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void making_a_finished_turn_due_changes_nothing() {
        SessionScenario session = joinedSession();
        Claim claim = session.startTurn();
        session.finish(claim);

        session.change(new WorkChange.MakeDue(claim.turn()));

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(session.head().status()).isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void an_owner_who_parked_is_fenced_by_the_next_claim() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        session.change(new WorkChange.MakeDue(first.turn()));
        List<Claim> claims = node().work().claim(10);
        assertThat(claims).hasSize(1);

        AppendOutcome late =
                session.attempt(new Guard.Owned(first.epoch()), Sample.delta("too late"));

        assertThat(late).isEqualTo(new AppendOutcome.Fenced(claims.getFirst().epoch()));
    }

    @Test
    void the_status_of_a_session_follows_its_turns() {
        SessionScenario session = joinedSession();
        assertStatus(session, SessionStatus.STARTED);

        TurnId turn = session.enqueue();
        assertStatus(session, SessionStatus.ACTIVE);

        Claim claim = onlyClaim();
        assertStatus(session, SessionStatus.ACTIVE);

        session.parkForClient(claim);
        assertStatus(session, SessionStatus.WAITING_FOR_TOOL_RESULTS);

        session.change(new WorkChange.MakeDue(turn));
        assertStatus(session, SessionStatus.ACTIVE);

        session.finish(onlyClaim());
        assertStatus(session, SessionStatus.IDLE);

        session.enqueue();
        assertStatus(session, SessionStatus.ACTIVE);
    }

    @Test
    void a_session_is_active_until_its_last_turn_has_ended() {
        SessionScenario session = joinedSession();
        Claim first = session.startTurn();
        session.enqueue();

        session.finish(first);
        assertStatus(session, SessionStatus.ACTIVE);

        session.finish(onlyClaim());
        assertStatus(session, SessionStatus.IDLE);
    }

    @Test
    void a_message_to_a_session_that_waits_for_its_client_leaves_it_waiting() {
        SessionScenario session = joinedSession();
        Claim claim = session.startTurn();
        session.parkForClient(claim);

        session.enqueue();

        assertStatus(session, SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    private SessionScenario joinedSession() {
        node().work().join();
        return openSession();
    }

    private Claim onlyClaim() {
        List<Claim> claims = node().work().claim(10);
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }

    private void assertStatus(SessionScenario session, SessionStatus expected) {
        assertThat(session.head().status()).isEqualTo(expected);
        assertThat(node().sessions().find(session.key()))
                .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(expected));
    }
}
