package dev.perdure.persistence.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Window;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.persistence.Database;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A record of a kind that no codec of this version knows: a newer version wrote it, or something
 * else did. Its session rests, by and by looked at again; the others do not notice.
 */
class UnknownRecordTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final SessionQuery ALL = new SessionQuery(null, "", new Window(0, 10));

    private final Database database = Database.migrated();
    private final Clerk clerk = new Clerk();
    private final Engine engine =
            Engine.start(
                    database.storage(),
                    List.of(clerk),
                    List.of(clerk),
                    EngineConfig.of(Clerk.MODEL));

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    /** As a newer version would have written it. */
    private void addUnknown(SessionKey session) {
        UUID id = session.id().value();
        database.run(
                "update perdure.session set head_offset = head_offset + 1, version = version + 1"
                        + " where id = ?",
                id);
        database.run(
                "insert into perdure.event (session, seq, version, organisation, type, type_version,"
                        + " time, payload) select id, head_offset, version, organisation,"
                        + " 'weather.changed', 1, last_time, '{}'::bytea from perdure.session where id = ?",
                id);
    }

    private void removeUnknown(SessionKey session) {
        UUID id = session.id().value();
        // What follows it keeps its number, so that the record only becomes one that is known.
        database.run(
                "update perdure.event e set type = k.type, type_version = k.type_version,"
                        + " payload = k.payload from perdure.event k where e.session = ?"
                        + " and e.type = 'weather.changed' and k.session = e.session and k.seq = 1",
                id);
    }

    @Test
    void its_readers_are_told_where_and_what_it_is() throws InterruptedException {
        SessionScenario session = SessionScenario.opened(engine.storage(), PATIENCE);
        addUnknown(session.key());

        assertThatThrownBy(() ->
                        engine.storage()
                                .log()
                                .read(session.key(), Offset.START, 10, Selection.FACTS_AND_DELTAS))
                .isInstanceOf(RecordUnreadable.class)
                .hasMessageContainingAll(
                        "Record 2", session.key().id().value().toString(), "weather.changed");
        try (Subscription reader = engine.storage().log().follow(session.key(), new Offset(2))) {
            assertThat(reader.next(Duration.ofMillis(100))).isEmpty();
        }
        assertThat(engine.storage().sessions().list(OrganisationId.DEFAULT, ALL).items())
                .hasSize(1);
    }

    @Test
    void a_follower_is_shown_all_before_it_and_then_told_what_it_is() throws InterruptedException {
        SessionScenario session = SessionScenario.opened(engine.storage(), PATIENCE);
        int before = 40;
        session.write(Sample.facts("before", before));
        addUnknown(session.key());
        session.write(Sample.fact("after"));
        List<Envelope> seen = new ArrayList<>();

        try (Subscription reader = engine.storage().log().follow(session.key(), Offset.START)) {
            assertThatThrownBy(
                            () -> {
                                while (seen.size() <= before + 1) {
                                    seen.addAll(reader.next(PATIENCE));
                                }
                            })
                    .isInstanceOfSatisfying(
                            RecordUnreadable.class,
                            unreadable ->
                                    assertThat(unreadable.offset())
                                            .isEqualTo(new Offset(before + 2)))
                    .hasMessageContainingAll(
                            "weather.changed", session.key().id().value().toString());
        }

        assertThat(seen)
                .extracting(envelope -> envelope.offset().value())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, before + 1).boxed().toList());
    }

    @Test
    void its_turn_rests_and_is_not_tried_without_a_pause_while_other_sessions_go_on()
            throws InterruptedException {
        Conversation poisoned = engine.converse(Clerk.agent());
        assertThat(poisoned.say("Send it.").text()).endsWith(Clerk.LAST_WORDS);
        addUnknown(poisoned.session());
        SessionScenario.of(engine.storage(), poisoned.session(), PATIENCE).enqueue();
        String turn = "from perdure.turn where session = '" + poisoned.session().id().value() + "'";
        Await.until(
                PATIENCE,
                "its turn rests",
                () -> database.run("select count(*) " + turn + " and state = 3").equals("1"));

        for (int i = 0; i < 3; i++) {
            assertThat(engine.converse(Clerk.agent()).say("Send it.").text())
                    .endsWith(Clerk.LAST_WORDS);
        }

        assertThat(Integer.parseInt(database.run("select max(attempt) " + turn)))
                .as("tries so far")
                .isLessThan(10);
        Await.until(
                PATIENCE,
                "it rests again, should it just have been tried",
                () -> database.run("select count(*) " + turn + " and state = 1").equals("0"));
        removeUnknown(poisoned.session());
        Await.until(
                PATIENCE,
                "it goes on once the record is known",
                () -> database.run("select count(*) " + turn + " and state <> 4").equals("0"));
    }
}
