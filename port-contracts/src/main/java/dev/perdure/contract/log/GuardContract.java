package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch asks of its stream before it is written. */
abstract class GuardContract extends StorageContract {

    private static final Epoch NEVER_HANDED_OUT = new Epoch(1_000_000);

    @Test
    void a_stream_begins_with_the_batch_that_opens_it() {
        SessionScenario session = unopened();
        Entry opening = Sample.opening();

        Appended opened = session.append(new Guard.NewStream(), opening, Sample.fact("first"));

        assertThat(opened.envelopes()).extracting(Envelope::entry).contains(opening);
        assertThat(opened.version()).isEqualTo(new StreamVersion(2));
        assertThat(opened.claim()).isNull();
        assertThat(session.entries()).containsExactly(opening, Sample.fact("first"));
    }

    @Test
    void a_stream_is_opened_once() {
        SessionScenario session = openSession();
        List<Envelope> before = session.log();

        AppendOutcome again = session.attempt(new Guard.NewStream(), Sample.opening());

        assertThat(again).isEqualTo(new AppendOutcome.StreamExists());
        assertThat(session.log()).isNotEmpty().isEqualTo(before);
    }

    @Test
    void another_organisation_cannot_open_a_stream_of_the_same_session() {
        SessionScenario session = openSession();
        SessionScenario stranger = session.as(stranger());

        AppendOutcome again = stranger.attempt(new Guard.NewStream(), Sample.opening());

        assertThat(again).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(stranger.log()).isEmpty();
        assertThat(session.log()).hasSize(1);
    }

    @Test
    void nothing_is_appended_to_a_stream_that_does_not_exist() {
        SessionScenario session = unopened();

        for (Guard guard : guardsOfExistingStreams(Epoch.UNCLAIMED, StreamVersion.NONE)) {
            assertThat(session.attempt(guard, Sample.fact("lost")))
                    .as("%s", guard)
                    .isEqualTo(new AppendOutcome.NoSuchStream());
        }

        assertThat(node().log().head(session.key())).isEmpty();
        session.append(new Guard.NewStream(), Sample.opening());
        assertThat(session.log()).hasSize(1);
    }

    @Test
    void another_organisation_appends_nothing() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        List<Envelope> before = session.log();
        OrganisationId stranger = stranger();

        for (Guard guard : guardsOfExistingStreams(claim.epoch(), session.head().version())) {
            assertThat(session.as(stranger).attempt(guard, Sample.fact("intruder")))
                    .as("%s", guard)
                    .isEqualTo(new AppendOutcome.NoSuchStream());
        }

        assertThat(session.log()).isNotEmpty().isEqualTo(before);
    }

    @Test
    void an_append_that_asks_for_existence_alone_is_written_whatever_came_before() {
        SessionScenario session = openSession();
        session.write(Sample.fact("1"));
        session.on(otherNode()).write(Sample.fact("2"));

        session.append(new Guard.Exists(), Sample.fact("3"));

        assertThat(session.entries())
                .endsWith(Sample.fact("1"), Sample.fact("2"), Sample.fact("3"));
    }

    @Test
    void an_append_at_the_last_version_is_written() {
        SessionScenario session = openSession();
        StreamVersion last = session.write(Sample.facts("earlier", 2)).version();

        Appended appended = session.append(new Guard.AtVersion(last), Sample.fact("next"));

        assertThat(appended.version()).isEqualTo(last.next());
        assertThat(session.entries()).endsWith(Sample.fact("next"));
    }

    @Test
    void an_append_at_an_overtaken_version_is_refused_and_told_the_actual_one() {
        SessionScenario session = openSession();
        StreamVersion seen = session.head().version();
        StreamVersion actual = session.on(otherNode()).write(Sample.facts("other", 2)).version();

        AppendOutcome late = session.attempt(new Guard.AtVersion(seen), Sample.fact("late"));

        assertThat(late).isEqualTo(new AppendOutcome.VersionConflict(actual));
        assertThat(session.entries()).hasSize(3).doesNotContain(Sample.fact("late"));
    }

    @Test
    void an_append_at_a_version_that_is_not_yet_there_is_refused() {
        SessionScenario session = openSession();
        StreamVersion actual = session.head().version();

        AppendOutcome early =
                session.attempt(new Guard.AtVersion(actual.next()), Sample.fact("early"));

        assertThat(early).isEqualTo(new AppendOutcome.VersionConflict(actual));
        assertThat(session.log()).hasSize(1);
    }

    @Test
    void deltas_do_not_overtake_a_decision() {
        SessionScenario session = openSession();
        StreamVersion seen = session.head().version();
        session.write(Sample.delta("1"), Sample.delta("2"));

        session.append(new Guard.AtVersion(seen), Sample.fact("decided"));

        assertThat(session.entries())
                .endsWith(Sample.delta("1"), Sample.delta("2"), Sample.fact("decided"));
    }

    @Test
    void the_owner_of_a_session_appends() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        session.on(otherNode()).write(Sample.fact("of a user"));

        session.append(new Guard.Owned(claim.epoch()), Sample.delta("of the owner"));
        session.append(
                new Guard.OwnedAt(claim.epoch(), session.head().version()),
                Sample.fact("decided by the owner"));

        assertThat(session.entries())
                .endsWith(
                        Sample.fact("of a user"),
                        Sample.delta("of the owner"),
                        Sample.fact("decided by the owner"));
    }

    @Test
    void an_owner_who_has_not_seen_the_last_fact_decides_nothing() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();
        StreamVersion seen = session.head().version();
        StreamVersion actual = session.on(otherNode()).write(Sample.fact("unseen")).version();

        AppendOutcome late =
                session.attempt(new Guard.OwnedAt(claim.epoch(), seen), Sample.fact("late"));

        assertThat(late).isEqualTo(new AppendOutcome.VersionConflict(actual));
        assertThat(session.entries()).endsWith(Sample.fact("unseen"));
    }

    @Test
    void an_owner_who_was_replaced_writes_nothing() {
        node().work().join();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        Claim second = replace(session, first);
        StreamVersion last = session.head().version();
        List<Envelope> before = session.log();

        AppendOutcome delta = session.attempt(new Guard.Owned(first.epoch()), Sample.delta("late"));
        AppendOutcome fact =
                session.attempt(new Guard.OwnedAt(first.epoch(), last), Sample.fact("late"));

        assertThat(delta).isEqualTo(new AppendOutcome.Fenced(second.epoch()));
        assertThat(fact).isEqualTo(new AppendOutcome.Fenced(second.epoch()));
        assertThat(session.log()).isNotEmpty().isEqualTo(before);
        session.append(new Guard.Owned(second.epoch()), Sample.delta("in time"));
    }

    @Test
    void an_owner_who_was_replaced_hears_of_that_first() {
        node().work().join();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        StreamVersion seen = session.head().version();
        Claim second = replace(session, first);

        AppendOutcome late =
                session.attempt(new Guard.OwnedAt(first.epoch(), seen), Sample.fact("late"));

        assertThat(late).isEqualTo(new AppendOutcome.Fenced(second.epoch()));
    }

    @Test
    void an_epoch_that_was_never_handed_out_writes_nothing() {
        node().work().join();
        SessionScenario session = openSession();
        Claim claim = session.startTurn();

        AppendOutcome forged =
                session.attempt(new Guard.Owned(NEVER_HANDED_OUT), Sample.delta("forged"));

        assertThat(forged).isEqualTo(new AppendOutcome.Fenced(claim.epoch()));
        assertThat(session.entries()).isNotEmpty().doesNotContain(Sample.delta("forged"));
    }

    private Claim replace(SessionScenario session, Claim first) {
        session.parkForClient(first);
        session.change(new WorkChange.MakeDue(first.turn()));
        List<Claim> claims = node().work().claim(1);
        assertThat(claims).extracting(Claim::turn).containsExactly(first.turn());
        return claims.getFirst();
    }

    private SessionScenario unopened() {
        return SessionScenario.of(
                node(), SessionScenario.freshKey(OrganisationId.DEFAULT), patience());
    }

    private static List<Guard> guardsOfExistingStreams(Epoch epoch, StreamVersion version) {
        return List.of(
                new Guard.Exists(),
                new Guard.AtVersion(version),
                new Guard.Owned(epoch),
                new Guard.OwnedAt(epoch, version));
    }
}
