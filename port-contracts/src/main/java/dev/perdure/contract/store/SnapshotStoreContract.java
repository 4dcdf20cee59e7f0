package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleSnapshots;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link dev.perdure.engine.store.SnapshotStore} owes. */
public abstract class SnapshotStoreContract extends StorageContract {

    private static final StreamVersion LAST = new StreamVersion(Long.MAX_VALUE);
    private static final StreamVersion EARLIER = new StreamVersion(2);
    private static final StreamVersion LATER = new StreamVersion(5);

    @Test
    void a_session_has_no_snapshot_until_one_is_kept_and_then_every_node_finds_it() {
        SessionScenario session = session();
        assertThat(latest(node(), session)).isEmpty();

        Snapshot kept = keep(session, EARLIER);

        assertThat(latest(node(), session)).contains(kept);
        assertThat(latest(otherNode(), session)).contains(kept);
    }

    @Test
    void everything_in_a_snapshot_is_found_as_it_was_kept() {
        SessionScenario session = session();
        Snapshot awkward = SampleSnapshots.awkward(LATER);

        node().snapshots().keep(session.key(), awkward);

        assertThat(latest(otherNode(), session)).contains(awkward);
    }

    @Test
    void a_later_snapshot_takes_the_place_of_an_earlier_one() {
        SessionScenario session = session();
        keep(session, EARLIER);

        Snapshot later = SampleSnapshots.awkward(LATER);
        otherNode().snapshots().keep(session.key(), later);

        assertThat(latest(node(), session)).contains(later);
    }

    @Test
    void an_earlier_snapshot_replaces_nothing() {
        SessionScenario session = session();
        Snapshot later = keep(session, LATER);

        keep(session, EARLIER);
        node().snapshots().keep(session.key(), SampleSnapshots.awkward(LATER));

        assertThat(latest(node(), session)).contains(later);
    }

    @Test
    void a_snapshot_of_later_than_is_asked_for_is_not_found() {
        SessionScenario session = session();
        Snapshot kept = keep(session, LATER);

        assertThat(node().snapshots().latest(session.key(), new StreamVersion(4))).isEmpty();
        assertThat(node().snapshots().latest(session.key(), LATER)).contains(kept);
    }

    @Test
    void a_snapshot_that_is_ahead_of_its_session_is_passed_over() {
        SessionScenario session = session();
        Snapshot kept = keep(session, EARLIER);

        keep(session, session.head().version().next());
        assertThat(latest(node(), session)).contains(kept);

        Snapshot newest = keep(session, session.head().version());
        assertThat(latest(node(), session)).contains(newest);
    }

    @Test
    void a_snapshot_outlives_the_node_that_kept_it() {
        SessionScenario session = session();
        Snapshot kept = keep(session, EARLIER);

        Storage reopened = fixture().reopen(node());

        assertThat(latest(reopened, session))
                .isEqualTo(fixture().survivesReopen() ? Optional.of(kept) : Optional.empty());
    }

    @Test
    void strangers_neither_find_nor_keep_a_snapshot() {
        SessionScenario session = session();
        SessionScenario strange = session.as(stranger());
        Snapshot kept = keep(session, EARLIER);

        assertThat(latest(node(), strange)).isEmpty();
        keep(strange, LATER);

        assertThat(latest(node(), session)).contains(kept);
        assertThat(latest(node(), strange)).isEmpty();
    }

    @Test
    void every_session_has_a_snapshot_of_its_own() {
        SessionScenario one = session();
        SessionScenario other = session();
        SessionScenario third = session();

        Snapshot early = keep(one, EARLIER);
        Snapshot late = keep(other, LATER);

        assertThat(latest(node(), one)).contains(early);
        assertThat(latest(node(), other)).contains(late);
        assertThat(latest(node(), third)).isEmpty();
    }

    @Test
    void a_session_that_is_not_there_has_no_snapshot() {
        SessionScenario session = session();
        SessionKey unknown = SessionScenario.freshKey(OrganisationId.DEFAULT);

        node().snapshots().keep(unknown, SampleSnapshots.bare(EARLIER));
        Snapshot kept = keep(session, EARLIER);

        assertThat(node().snapshots().latest(unknown, LAST)).isEmpty();
        assertThat(latest(node(), session)).contains(kept);
    }

    @Test
    void a_removed_session_has_no_snapshot_and_gets_none() {
        SessionScenario session = session();
        Snapshot kept = keep(session, EARLIER);
        assertThat(latest(node(), session)).contains(kept);

        assertThat(node().sessions().remove(session.key())).isTrue();
        assertThat(latest(node(), session)).isEmpty();

        keep(session, LATER);
        assertThat(latest(node(), session)).isEmpty();
    }

    /** With more facts than any of the snapshots but one. */
    private SessionScenario session() {
        SessionScenario session = openSession();
        session.write(Sample.facts("fact", 9));
        return session;
    }

    private Snapshot keep(SessionScenario session, StreamVersion version) {
        Snapshot snapshot = SampleSnapshots.bare(version);
        node().snapshots().keep(session.key(), snapshot);
        return snapshot;
    }

    private static Optional<Snapshot> latest(Storage node, SessionScenario session) {
        return node.snapshots().latest(session.key(), LAST);
    }
}
