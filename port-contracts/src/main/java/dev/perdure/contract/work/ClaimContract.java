package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How due turns are handed out. */
abstract class ClaimContract extends StorageContract {

    private static final int SESSIONS = 24;
    private static final int CLAIMERS = 4;

    @Test
    void a_due_turn_is_claimed_once() {
        joinBoth();
        SessionScenario session = openSession();
        TurnId turn = session.enqueue();

        List<Claim> claims = node().work().claim(10);

        assertThat(claims).extracting(Claim::turn).containsExactly(turn);
        assertThat(claims).extracting(Claim::session).containsExactly(session.key());
        assertThat(node().work().claim(10)).isEmpty();
        assertThat(otherNode().work().claim(10)).isEmpty();
    }

    @Test
    void a_turn_enqueued_on_one_node_is_claimed_on_another() {
        joinBoth();
        TurnId turn = openSession().enqueue();

        assertThat(otherNode().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void every_claim_raises_the_epoch_of_its_session() {
        node().work().join();
        SessionScenario session = openSession();
        assertThat(session.head().epoch()).isEqualTo(Epoch.UNCLAIMED);
        Epoch last = Epoch.UNCLAIMED;

        for (int i = 0; i < 3; i++) {
            Claim claim = session.startTurn();
            assertThat(claim.epoch()).isGreaterThan(last);
            assertThat(session.head().epoch()).isEqualTo(claim.epoch());
            session.finish(claim);
            assertThat(session.head().epoch()).isEqualTo(claim.epoch());
            last = claim.epoch();
        }
    }

    @Test
    void turns_of_a_session_are_claimed_one_after_the_other() {
        joinBoth();
        SessionScenario session = openSession();
        List<TurnId> turns = List.of(session.enqueue(), session.enqueue(), session.enqueue());

        for (TurnId turn : turns) {
            List<Claim> claims = node().work().claim(10);
            assertThat(claims).extracting(Claim::turn).containsExactly(turn);
            assertThat(otherNode().work().claim(10)).as("while %s is open", turn).isEmpty();
            session.finish(claims.getFirst());
        }
        assertThat(node().work().claim(10)).isEmpty();
    }

    @Test
    void no_more_turns_are_claimed_than_there_are_places() {
        node().work().join();
        List<TurnId> turns = enqueueInSessions(5);

        List<Claim> first = node().work().claim(2);
        List<Claim> second = node().work().claim(2);
        List<Claim> third = node().work().claim(2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(2);
        assertThat(third).hasSize(1);
        List<TurnId> claimed = new ArrayList<>();
        List.of(first, second, third).forEach(some -> some.forEach(c -> claimed.add(c.turn())));
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(turns);
    }

    @Test
    void the_oldest_due_turns_are_claimed_first() {
        node().work().join();
        List<TurnId> turns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            turns.add(openSession().enqueue());
            fixture().advanceTime(Duration.ofMillis(2));
        }

        List<TurnId> claimed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            node().work().claim(1).forEach(claim -> claimed.add(claim.turn()));
        }

        assertThat(claimed).isEqualTo(turns);
    }

    @Test
    void where_nothing_is_due_nothing_is_claimed() {
        joinBoth();
        SessionScenario session = openSession();
        assertThat(node().work().claim(10)).isEmpty();

        session.finish(session.startTurn());

        assertThat(node().work().claim(10)).isEmpty();
        assertThat(otherNode().work().claim(10)).isEmpty();
    }

    @Test
    void a_node_that_has_not_joined_claims_nothing() {
        TurnId turn = openSession().enqueue();

        assertThat(node().work().claim(10)).isEmpty();

        node().work().join();
        assertThat(node().work().claim(10)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void concurrent_claims_share_the_turns_without_overlap() {
        joinBoth();
        List<TurnId> turns = enqueueInSessions(SESSIONS);
        List<Callable<List<Claim>>> claimers = new ArrayList<>();
        for (int i = 0; i < CLAIMERS; i++) {
            Storage claiming = i % 2 == 0 ? node() : otherNode();
            claimers.add(() -> claimUntilNoneIsLeft(claiming));
        }
        List<Claim> claims = new ArrayList<>();
        Background.together(patience(), claimers).forEach(claims::addAll);
        // A claim may pass over a turn that another one is just looking at.
        claims.addAll(claimUntilNoneIsLeft(node()));

        assertThat(claims).extracting(Claim::turn).containsExactlyInAnyOrderElementsOf(turns);
        for (Claim claim : claims) {
            SessionKey session = claim.session();
            assertThat(node().log().head(session))
                    .hasValueSatisfying(head -> assertThat(head.epoch()).isEqualTo(claim.epoch()));
        }
    }

    private void joinBoth() {
        node().work().join();
        otherNode().work().join();
    }

    private List<TurnId> enqueueInSessions(int count) {
        List<TurnId> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add(openSession().enqueue());
        }
        return turns;
    }

    private static List<Claim> claimUntilNoneIsLeft(Storage node) {
        List<Claim> all = new ArrayList<>();
        List<Claim> some = node.work().claim(2);
        while (!some.isEmpty() && all.size() <= SESSIONS) {
            all.addAll(some);
            some = node.work().claim(2);
        }
        return all;
    }
}
