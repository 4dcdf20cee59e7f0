package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.turn.TurnId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns that a living owner lets go of. */
abstract class HandOverContract extends StorageContract {

    @BeforeEach
    final void joinBoth() {
        node().work().join();
        otherNode().work().join();
    }

    @Test
    void a_turn_that_is_handed_over_is_due_at_once_under_a_higher_epoch() {
        Claim first = openSession().startTurn();
        assertThat(otherNode().work().claim(10)).isEmpty();

        node().work().handOver(first);

        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        assertThat(claims.getFirst().epoch()).isGreaterThan(first.epoch());
    }

    @Test
    void who_handed_a_turn_over_writes_nothing_once_it_has_another_owner() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        node().work().handOver(first);
        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());

        AppendOutcome late = session.attempt(new Guard.Owned(first.epoch()), Sample.fact("late"));

        assertThat(late).isEqualTo(new AppendOutcome.Fenced(claims.getFirst().epoch()));
        session.on(otherNode()).finish(claims.getFirst());
    }

    @Test
    void a_turn_that_has_another_owner_by_now_stays_with_it() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        node().work().handOver(first);
        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());

        node().work().handOver(first);

        assertThat(node().work().claim(10)).isEmpty();
        session.on(otherNode()).finish(claims.getFirst());
    }

    @Test
    void a_claim_that_the_same_node_has_replaced_hands_nothing_over() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        node().work().handOver(first);
        List<Claim> claims = node().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());

        node().work().handOver(first);

        assertThat(otherNode().work().claim(10)).isEmpty();
        session.finish(claims.getFirst());
    }

    @Test
    void a_turn_that_waits_or_has_ended_is_not_due_by_being_handed_over() {
        SessionScenario waiting = openSession();
        Claim parked = waiting.startTurn();
        waiting.parkForClient(parked);
        SessionScenario over = openSession();
        Claim ended = over.startTurn();
        over.finish(ended);

        node().work().handOver(parked);
        node().work().handOver(ended);

        assertThat(otherNode().work().claim(10)).isEmpty();
    }

    @Test
    void a_turn_that_is_handed_over_keeps_its_place_before_the_later_ones_of_its_session() {
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        TurnId second = session.enqueue();

        node().work().handOver(first);

        List<Claim> claims = otherNode().work().claim(10);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        session.on(otherNode()).finish(claims.getFirst());
        assertThat(otherNode().work().claim(10)).extracting(Claim::turn).containsExactly(second);
    }
}
