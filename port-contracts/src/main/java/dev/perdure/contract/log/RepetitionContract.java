package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.AppendOutcome.Duplicate;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What an idempotency key does for a writer who does not know whether it was heard. */
abstract class RepetitionContract extends StorageContract {

    private static final int WRITERS = 6;

    @Test
    void a_repeated_key_writes_nothing_and_names_the_first_append() {
        node().work().join();
        SessionScenario session = openSession();
        session.write(Sample.mixture("before", 4));
        Offset first = arrive(session, "key").envelopes().getFirst().offset();
        session.write(Sample.mixture("after", 4));
        List<Envelope> before = session.log();

        AppendOutcome again = session.attempt(session.arrival(Sample.turn(), "key", false));

        assertThat(again).isEqualTo(new Duplicate(first));
        assertThat(first).isEqualTo(new Offset(6));
        assertThat(session.log()).isNotEmpty().isEqualTo(before);
        assertThat(node().work().claim(10)).as("one turn, not two").hasSize(1);
    }

    @Test
    void a_repeated_key_is_recognised_by_every_node() {
        SessionScenario session = openSession();
        Offset first = arrive(session, "key").envelopes().getFirst().offset();

        SessionScenario there = session.on(otherNode());
        AppendOutcome again = there.attempt(there.arrival(Sample.turn(), "key", false));

        assertThat(again).isEqualTo(new Duplicate(first));
    }

    @Test
    void a_repetition_is_recognised_though_its_version_was_overtaken_by_itself() {
        SessionScenario session = openSession();
        StreamVersion seen = session.head().version();
        Offset first = session.append(decision(session, seen)).envelopes().getFirst().offset();

        AppendOutcome again = session.attempt(decision(session, seen));

        assertThat(again).isEqualTo(new Duplicate(first));
        assertThat(session.log()).hasSize(2);
    }

    @Test
    void a_repeated_opening_is_recognised() {
        SessionScenario session =
                SessionScenario.of(
                        node(), SessionScenario.freshKey(OrganisationId.DEFAULT), patience());
        session.append(openingWithTurn(session));

        AppendOutcome again = session.attempt(openingWithTurn(session));

        assertThat(again).isEqualTo(new Duplicate(new Offset(1)));
        assertThat(session.log()).hasSize(1);
    }

    @Test
    void a_repetition_within_one_group_is_recognised() {
        SessionScenario session = openSession();

        List<AppendOutcome> outcomes =
                session.attempt(
                        List.of(
                                session.arrival(Sample.turn(), "key", false),
                                session.arrival(Sample.turn(), "another key", false),
                                session.arrival(Sample.turn(), "key", false)));

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(Appended.class);
        assertThat(outcomes.get(2)).isEqualTo(new Duplicate(new Offset(2)));
        assertThat(session.log()).hasSize(3);
    }

    @Test
    void a_key_is_remembered_when_its_turn_has_ended() {
        node().work().join();
        SessionScenario session = openSession();
        Offset first = arrive(session, "key").envelopes().getFirst().offset();
        List<Claim> claims = node().work().claim(1);
        assertThat(claims).hasSize(1);
        session.finish(claims.getFirst());

        AppendOutcome again = session.attempt(session.arrival(Sample.turn(), "key", true));

        assertThat(again).isEqualTo(new Duplicate(first));
        assertThat(node().work().claim(1)).isEmpty();
    }

    @Test
    void the_same_key_in_another_session_is_another_key() {
        SessionScenario one = openSession();
        SessionScenario other = openSession();

        arrive(one, "key");
        Appended elsewhere = arrive(other, "key");

        assertThat(elsewhere.envelopes()).hasSize(1);
        assertThat(other.log()).endsWith(elsewhere.envelopes().getFirst());
        assertThat(one.attempt(one.arrival(Sample.turn(), "key", false)))
                .isInstanceOf(Duplicate.class);
    }

    @Test
    void another_organisation_does_not_learn_that_a_key_was_used() {
        SessionScenario session = openSession();
        arrive(session, "key");
        SessionScenario stranger = session.as(stranger());

        AppendOutcome guess = stranger.attempt(stranger.arrival(Sample.turn(), "key", false));

        assertThat(guess).isEqualTo(new AppendOutcome.NoSuchStream());
        assertThat(session.log()).hasSize(2);
    }

    @Test
    void a_refused_append_does_not_use_up_its_key() {
        SessionScenario session = openSession();
        StreamVersion actual = session.head().version();
        AppendOutcome refused = session.attempt(decision(session, actual.next()));
        assertThat(refused).isEqualTo(new AppendOutcome.VersionConflict(actual));

        Appended corrected = session.append(decision(session, actual));

        assertThat(session.log()).endsWith(corrected.envelopes().getFirst()).hasSize(2);
    }

    @Test
    void of_concurrent_appends_with_one_key_exactly_one_is_written() {
        SessionScenario session = openSession();
        List<Callable<AppendOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            SessionScenario writer = session.on(i % 2 == 0 ? node() : otherNode());
            writers.add(() -> writer.attempt(writer.arrival(Sample.turn(), "key", true)));
        }
        List<AppendOutcome> outcomes = Background.together(patience(), writers);

        assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Appended))
                .containsOnly(new Duplicate(new Offset(2)));
        assertThat(session.log()).hasSize(2);
    }

    private static Appended arrive(SessionScenario session, String key) {
        return session.append(session.arrival(Sample.turn(), key, false));
    }

    private static Batch decision(SessionScenario session, StreamVersion seen) {
        return session.batch(new Guard.AtVersion(seen), Sample.fact("decided at " + seen))
                .with(new WorkChange.Enqueue(Sample.turn(), "key", false));
    }

    private static Batch openingWithTurn(SessionScenario session) {
        return session.batch(new Guard.NewStream(), Sample.opening())
                .with(new WorkChange.Enqueue(Sample.turn(), "key", false));
    }
}
