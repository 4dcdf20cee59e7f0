package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far readers came. */
abstract class DeliveryContract extends StorageContract {

    private static final StreamVersion FIRST = new StreamVersion(2);
    private static final StreamVersion LATER = new StreamVersion(5);

    @Test
    void nothing_is_delivered_at_first_and_a_mark_is_seen_on_every_node() {
        SessionScenario session = openSession();
        assertThat(delivered(node(), session)).isEqualTo(StreamVersion.NONE);

        mark(session, FIRST);

        assertThat(delivered(node(), session)).isEqualTo(FIRST);
        assertThat(delivered(otherNode(), session)).isEqualTo(FIRST);
    }

    @Test
    void a_mark_moves_forward_and_never_back() {
        SessionScenario session = openSession();

        mark(session, FIRST);
        otherNode().sessions().markDelivered(Map.of(session.key(), LATER));
        assertThat(delivered(node(), session)).isEqualTo(LATER);

        mark(session, FIRST);
        assertThat(delivered(node(), session)).isEqualTo(LATER);
    }

    @Test
    void many_sessions_are_marked_at_once_and_each_alone() {
        SessionScenario one = openSession();
        SessionScenario other = openSession();
        SessionScenario third = openSession();

        node().sessions().markDelivered(Map.of(one.key(), FIRST, other.key(), LATER));

        assertThat(delivered(node(), one)).isEqualTo(FIRST);
        assertThat(delivered(node(), other)).isEqualTo(LATER);
        assertThat(delivered(node(), third)).isEqualTo(StreamVersion.NONE);
    }

    @Test
    void a_mark_outlives_the_node_that_set_it() {
        SessionScenario session = openSession();
        mark(session, FIRST);

        Storage reopened = fixture().reopen(node());

        assertThat(reopened.sessions().delivered(session.key()))
                .isEqualTo(fixture().survivesReopen() ? FIRST : StreamVersion.NONE);
    }

    @Test
    void strangers_neither_see_nor_set_a_mark() {
        SessionScenario session = openSession();
        SessionKey strange = session.as(stranger()).key();
        mark(session, FIRST);

        assertThat(node().sessions().delivered(strange)).isEqualTo(StreamVersion.NONE);
        node().sessions().markDelivered(Map.of(strange, LATER));

        assertThat(delivered(node(), session)).isEqualTo(FIRST);
        assertThat(node().sessions().delivered(strange)).isEqualTo(StreamVersion.NONE);
    }

    @Test
    void what_is_said_of_a_session_that_is_not_there_is_passed_over() {
        SessionScenario session = openSession();
        SessionKey unknown = SessionScenario.freshKey(OrganisationId.DEFAULT);

        node().sessions().markDelivered(Map.of(unknown, FIRST, session.key(), LATER));

        assertThat(node().sessions().delivered(unknown)).isEqualTo(StreamVersion.NONE);
        assertThat(delivered(node(), session)).isEqualTo(LATER);
    }

    @Test
    void a_removed_session_has_no_mark() {
        SessionScenario session = openSession();
        session.write(Sample.fact("some"));
        mark(session, FIRST);
        assertThat(delivered(node(), session)).isEqualTo(FIRST);

        assertThat(node().sessions().remove(session.key())).isTrue();

        assertThat(delivered(node(), session)).isEqualTo(StreamVersion.NONE);
    }

    private void mark(SessionScenario session, StreamVersion version) {
        node().sessions().markDelivered(Map.of(session.key(), version));
    }

    private static StreamVersion delivered(Storage node, SessionScenario session) {
        return node.sessions().delivered(session.key());
    }
}
