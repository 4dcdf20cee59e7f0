package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that live, fall silent, leave and come back. */
abstract class TakeOverContract extends StorageContract {

    @Test
    void the_turns_of_a_silent_node_are_due_again() {
        joinBoth();
        Claim first = openSession().startTurn();

        silenceFirstNode();

        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims).extracting(Claim::session).containsExactly(first.session());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void claims_are_counted_as_in_vain_until_the_session_comes_on() {
        joinBoth();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        assertThat(first.inVain()).isEqualTo(1);

        node().work().leave();
        Claim second = claimOnOther(first.turn());
        assertThat(second.inVain()).isEqualTo(2);

        otherNode().work().leave();
        node().work().join();
        Claim third = node().work().claim(1).getFirst();
        assertThat(third.inVain()).isEqualTo(3);
        session.append(new Guard.Owned(third.epoch()), Sample.fact("a step forward"));

        node().work().leave();
        otherNode().work().join();
        assertThat(claimOnOther(first.turn()).inVain()).isEqualTo(1);
    }

    @Test
    void pieces_of_output_are_no_progress() {
        joinBoth();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.append(new Guard.Owned(first.epoch()), Sample.delta("a piece"));

        node().work().leave();

        assertThat(claimOnOther(first.turn()).inVain()).isEqualTo(2);
    }

    @Test
    void a_node_that_renews_keeps_its_turns() {
        joinBoth();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();

        letLeasesEndExceptOf(node(), otherNode());
        otherNode().work().sweep();

        assertThat(otherNode().work().claim(10)).isEmpty();
        assertThat(session.head().epoch()).isEqualTo(claim.epoch());
        session.finish(claim);
        assertThat(node().work().renew()).isTrue();
    }

    @Test
    void a_node_that_comes_late_itself_does_not_declare_itself_dead() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();

        letLeasesEndExceptOf();
        node().work().sweep();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(node().work().renew()).isTrue();
        session.finish(claim);
    }

    @Test
    void a_node_that_was_declared_dead_is_told_so() {
        joinBoth();
        assertThat(node().work().renew()).isTrue();

        silenceFirstNode();

        assertThat(node().work().renew()).isFalse();
        assertThat(node().work().renew()).as("nor does asking again revive it").isFalse();
        assertThat(otherNode().work().renew()).isTrue();
    }

    @Test
    void a_node_that_was_declared_dead_claims_nothing() {
        joinBoth();
        silenceFirstNode();
        SessionScenario session = openSession();
        TurnId turn = session.enqueue();

        assertThat(node().work().claim(10)).isEmpty();

        assertThat(otherNode().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void a_node_that_was_declared_dead_gets_no_claim_at_birth() {
        joinBoth();
        silenceFirstNode();
        SessionScenario session = openSession();
        TurnId turn = Sample.turn();

        assertThat(session.append(session.arrival(turn, "key", true)).claim()).isNull();

        assertThat(otherNode().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void an_owner_who_was_taken_over_neither_writes_nor_moves_the_turn() {
        joinBoth();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        silenceFirstNode();
        Claim second = claimOnOther(first.turn());

        Batch late =
                session.batch(new Guard.Owned(first.epoch()), Sample.fact("late"))
                        .with(new WorkChange.Finish(first.turn()));
        assertThat(session.attempt(late)).isEqualTo(new AppendOutcome.Fenced(second.epoch()));

        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(session.entries()).isNotEmpty().doesNotContain(Sample.fact("late"));
        session.on(otherNode()).finish(second);
        assertThat(session.head().status()).isEqualTo(SessionStatus.IDLE);
    }

    @Test
    void an_owner_declared_dead_and_not_yet_replaced_ends_its_turn_whole_or_not_at_all() {
        joinBoth();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        silenceFirstNode();

        Batch end =
                session.batch(new Guard.Owned(claim.epoch()), Sample.fact("the end"))
                        .with(new WorkChange.Finish(claim.turn()));
        boolean ended = session.attempt(end) instanceof AppendOutcome.Appended;

        List<Claim> left = otherNode().work().claim(10);
        assertThat(session.entries().contains(Sample.fact("the end"))).isEqualTo(ended);
        assertThat(session.head().status())
                .isEqualTo(ended ? SessionStatus.IDLE : SessionStatus.ACTIVE);
        assertThat(left).hasSize(ended ? 0 : 1);
    }

    @Test
    void a_node_that_was_declared_dead_may_start_afresh() {
        joinBoth();
        silenceFirstNode();

        node().work().join();

        assertThat(node().work().renew()).isTrue();
        TurnId turn = openSession().enqueue();
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void turns_of_an_earlier_incarnation_are_due_when_the_node_has_joined_again() {
        node().work().join();
        Claim first = openSession().startTurn();

        node().work().join();

        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void what_a_leaving_node_owns_is_due_at_once() {
        joinBoth();
        Claim first = openSession().startTurn();

        node().work().leave();

        Claim second = claimOnOther(first.turn());
        assertThat(second.epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void leaving_twice_does_no_harm_to_those_who_stay() {
        joinBoth();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        node().work().leave();
        Claim second = claimOnOther(first.turn());

        node().work().leave();

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(otherNode().work().renew()).isTrue();
        session.on(otherNode()).finish(second);
    }

    @Test
    void a_node_that_has_left_claims_nothing_until_it_joins_again() {
        node().work().join();
        node().work().leave();
        TurnId turn = openSession().enqueue();

        assertThat(node().work().claim(10)).isEmpty();

        node().work().join();
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void a_parked_turn_stays_parked_when_the_node_that_parked_it_dies() {
        joinBoth();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        session.parkForClient(claim);

        silenceFirstNode();

        assertThat(otherNode().work().claim(10)).isEmpty();
        session.change(new WorkChange.MakeDue(claim.turn()));
        claimOnOther(claim.turn());
    }

    @Test
    void a_finished_turn_stays_finished_when_the_node_that_finished_it_dies() {
        joinBoth();
        SessionScenario session = openSession();
        session.finish(session.startTurn());
        Claim open = session.startTurn();

        silenceFirstNode();

        assertThat(otherNode().work().claim(10))
                .extracting(Claim::turn)
                .containsExactly(open.turn());
    }

    @Test
    void a_turn_that_was_taken_over_can_be_taken_over_again() {
        joinBoth();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        silenceFirstNode();
        Claim second = claimOnOther(first.turn());
        node().work().join();

        letLeasesEndExceptOf(node());
        node().work().sweep();

        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(second.epoch());
        session.finish(claims.getFirst());
    }

    @Test
    void a_storage_keeps_its_turns_over_reopening_exactly_when_it_says_so() {
        node().work().join();
        Claim first = openSession().startTurn();
        assertThat(node().work().claim(10)).isEmpty();

        Storage reopened = fixture().reopen(node());
        reopened.work().join();

        List<Claim> claims = reopened.work().claim(10);
        if (fixture().survivesReopen()) {
            assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
            assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
        } else {
            assertThat(claims).isEmpty();
        }
    }

    private void joinBoth() {
        node().work().join();
        otherNode().work().join();
    }

    /** The first node stops renewing for a whole lease, and the other one notices. */
    private void silenceFirstNode() {
        letLeasesEndExceptOf(otherNode());
        otherNode().work().sweep();
    }

    private Claim claimOnOther(TurnId turn) {
        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(turn);
        return claims.getFirst();
    }
}
