package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims that are asked for by the append that enqueues the turn. */
abstract class ClaimAtBirthContract extends StorageContract {

    @Test
    void a_claim_at_birth_is_a_claim_like_any_other() {
        node().work().join();
        SessionScenario session = openSession();
        TurnId turn = Sample.turn();

        Claim claim = session.append(session.arrival(turn, "key", true)).claim();

        assertThat(claim != null).isEqualTo(fixture().grantsClaimsAtBirth());
        Claim owned = orClaimed(claim);
        assertThat(owned.turn()).isEqualTo(turn);
        assertThat(owned.session()).isEqualTo(session.key());
        assertThat(owned.epoch()).isGreaterThan(Epoch.UNCLAIMED);
        assertThat(session.head().epoch()).isEqualTo(owned.epoch());
        assertThat(session.head().status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(node().work().claim(1)).isEmpty();
        session.finish(owned);
    }

    @Test
    void the_append_that_opens_a_session_may_claim_its_first_turn() {
        node().work().join();
        SessionScenario session =
                SessionScenario.of(
                        node(), SessionScenario.freshKey(OrganisationId.DEFAULT), patience());
        TurnId turn = Sample.turn();

        Appended opened =
                session.append(
                        session.batch(
                                        new Guard.NewStream(),
                                        Sample.opening(),
                                        Sample.message(turn, "at once"))
                                .with(new WorkChange.Enqueue(turn, "key", true)));

        assertThat(opened.claim() != null).isEqualTo(fixture().grantsClaimsAtBirth());
        assertThat(orClaimed(opened.claim()).turn()).isEqualTo(turn);
        assertThat(node().work().claim(1)).isEmpty();
    }

    @Test
    void a_claim_that_was_not_asked_for_is_not_made() {
        node().work().join();
        SessionScenario session = openSession();
        TurnId turn = Sample.turn();

        assertThat(session.append(session.arrival(turn, "key", false)).claim()).isNull();

        assertThat(session.head().epoch()).isEqualTo(Epoch.UNCLAIMED);
        assertThat(node().work().claim(1)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void while_a_turn_is_due_no_later_one_is_claimed_at_birth() {
        node().work().join();
        SessionScenario session = openSession();
        TurnId due = session.enqueue();

        assertThat(arriveAskingForClaim(session)).isNull();

        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(due);
    }

    @Test
    void while_a_turn_is_owned_no_later_one_is_claimed_at_birth() {
        node().work().join();
        SessionScenario session = openSession();
        Claim owned = session.startTurn();

        assertThat(arriveAskingForClaim(session)).isNull();

        assertThat(session.head().epoch()).isEqualTo(owned.epoch());
        session.append(new Guard.Owned(owned.epoch()), Sample.delta("still the owner"));
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void while_a_turn_is_parked_no_later_one_is_claimed_at_birth() {
        node().work().join();
        SessionScenario session = openSession();
        Claim parked = session.startTurn();
        session.parkForClient(parked);

        assertThat(arriveAskingForClaim(session)).isNull();

        assertThat(node().work().claim(10)).isEmpty();
        session.change(new WorkChange.MakeDue(parked.turn()));
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(parked.turn());
    }

    @Test
    void a_session_whose_turns_have_ended_is_idle_again() {
        node().work().join();
        SessionScenario session = openSession();
        Claim ended = session.startTurn();
        session.finish(ended);

        Claim claim = arriveAskingForClaim(session);

        assertThat(claim != null).isEqualTo(fixture().grantsClaimsAtBirth());
        assertThat(orClaimed(claim).epoch()).isGreaterThan(ended.epoch());
    }

    @Test
    void a_node_that_has_not_joined_gets_no_claim_at_birth() {
        SessionScenario session = openSession();

        assertThat(arriveAskingForClaim(session)).isNull();

        node().work().join();
        assertThat(node().work().claim(10)).hasSize(1);
    }

    @Test
    void a_node_that_has_left_gets_no_claim_at_birth() {
        node().work().join();
        otherNode().work().join();
        SessionScenario session = openSession();
        node().work().leave();

        assertThat(arriveAskingForClaim(session)).isNull();

        assertThat(otherNode().work().claim(10)).hasSize(1);
    }

    private static @Nullable Claim arriveAskingForClaim(SessionScenario session) {
        return session.append(session.arrival(Sample.turn(), "asks for the claim", true)).claim();
    }

    /** The claim, or where none was granted the one that can be had instead. */
    private Claim orClaimed(@Nullable Claim claim) {
        if (claim != null) {
            return claim;
        }
        List<Claim> claims = node().work().claim(1);
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }
}
