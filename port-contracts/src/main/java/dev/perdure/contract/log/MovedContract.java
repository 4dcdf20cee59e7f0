package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.work.Claim;
import dev.perdure.session.SessionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which sessions are no longer as somebody saw them. */
abstract class MovedContract extends StorageContract {

    @Test
    void a_session_that_nobody_touched_has_not_moved() {
        SessionScenario session = openSession();

        assertThat(moved(seen(session))).isEmpty();
        assertThat(moved()).isEmpty();
    }

    @Test
    void a_session_with_another_fact_has_moved_whoever_wrote_it() {
        SessionScenario session = openSession();
        Seen before = seen(session);

        session.on(otherNode()).write(Sample.fact("touched"));

        assertThat(moved(before)).containsExactly(session.key());
        assertThat(moved(seen(session))).isEmpty();
    }

    @Test
    void a_session_with_another_owner_has_moved() {
        SessionScenario session = openSession();
        node().work().join();
        session.enqueue();
        Seen before = seen(session);

        List<Claim> claims = node().work().claim(1);

        assertThat(claims).hasSize(1);
        assertThat(moved(before)).containsExactly(session.key());
    }

    @Test
    void a_session_that_was_removed_has_moved() {
        SessionScenario session = openSession();
        Seen before = seen(session);

        assertThat(node().sessions().remove(session.key())).isTrue();

        assertThat(moved(before)).containsExactly(session.key());
    }

    @Test
    void a_session_of_another_organisation_is_none() {
        SessionScenario session = openSession();
        Seen mine = seen(session);
        SessionKey theirs = new SessionKey(stranger(), session.key().id());

        assertThat(moved(new Seen(theirs, mine.version(), mine.epoch()))).containsExactly(theirs);
    }

    @Test
    void pieces_of_output_move_nothing() {
        SessionScenario session = openSession();
        node().work().join();
        session.startTurn();
        Seen before = seen(session);

        session.write(Sample.delta("a piece"));

        assertThat(moved(before)).isEmpty();
    }

    @Test
    void of_many_sessions_those_are_told_that_moved() {
        List<Seen> seen = new ArrayList<>();
        Set<SessionKey> touched = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            SessionScenario session = openSession();
            seen.add(seen(session));
            if (i % 3 == 0) {
                session.write(Sample.fact("touched"));
                touched.add(session.key());
            }
        }

        assertThat(node().log().moved(seen)).isEqualTo(touched);
    }

    private Set<SessionKey> moved(Seen... seen) {
        return node().log().moved(List.of(seen));
    }

    private static Seen seen(SessionScenario session) {
        SessionHead head = session.head();
        return new Seen(session.key(), head.version(), head.epoch());
    }
}
