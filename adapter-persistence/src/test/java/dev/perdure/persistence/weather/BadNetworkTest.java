package dev.perdure.persistence.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.Reply;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks that break, hang and swallow: that costs time, and nothing is lost or done twice. */
class BadNetworkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final Database database = Database.migrated();
    private final BadNetwork network = BadNetwork.to(database.port());
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        network.heal();
        while (!open.isEmpty()) {
            open.pop().close();
        }
        network.close();
        database.close();
    }

    private PostgresStorage behindIt() {
        return database.storageThrough(network.port(), PostgresStorageConfig.DEFAULT);
    }

    private Engine engine(PostgresStorage storage, Clerk clerk) {
        Engine engine =
                Engine.start(storage, List.of(clerk), List.of(clerk), EngineConfig.of(Clerk.MODEL));
        open.push(engine);
        return engine;
    }

    /** Where a turn is when the database goes away. */
    enum Phase {
        ARRIVING,
        BEGINNING,
        SPEAKING,
        SENDING,
        WAITING
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void a_database_that_is_gone_for_two_seconds_costs_time_and_nothing_else(Phase phase)
            throws Exception {
        Clerk clerk = new Clerk();
        Hold speaking = clerk.holdWhileSpeaking();
        Hold sending = clerk.holdWhileSending();
        if (phase == Phase.WAITING) {
            clerk.failFirst(1, Duration.ofSeconds(1));
        }
        Engine engine = engine(behindIt(), clerk);
        Conversation conversation = engine.converse(Clerk.agent());

        if (phase == Phase.ARRIVING) {
            network.cut();
        }
        try (Background<Reply> said = Background.start(() -> conversation.say("Send it."))) {
            switch (phase) {
                case ARRIVING -> {}
                case BEGINNING -> said.await(PATIENCE);
                case SPEAKING -> speaking.awaitReached();
                case SENDING -> {
                    speaking.open();
                    sending.awaitReached();
                }
                case WAITING ->
                        Await.until(PATIENCE, "it waits", () -> turns("state = 3").equals("1"));
            }
            network.cut();
            speaking.open();
            sending.open();
            long cut = System.nanoTime();
            Await.until(
                    PATIENCE,
                    "the outage has lasted",
                    () -> System.nanoTime() - cut > OUTAGE.toNanos());
            network.heal();

            assertThat(said.await(PATIENCE).text()).endsWith(Clerk.LAST_WORDS);
        }

        assertThat(clerk.sent()).isEqualTo(1);
        List<Envelope> log = whole(engine.storage().log()::read, conversation.session());
        assertWhole(log);
        assertThat(count(log, StepEvent.ToolOutcomeUnknown.class)).isZero();
    }

    private String turns(String condition) {
        return database.run("select count(*) from perdure.turn where " + condition);
    }

    @Test
    void a_node_behind_a_partition_is_taken_over_and_cannot_write_when_it_is_back()
            throws Exception {
        Clerk lost = new Clerk();
        Hold speaking = lost.holdWhileSpeaking();
        Engine behind = engine(behindIt(), lost);
        Conversation conversation = behind.converse(Clerk.agent());
        conversation.say("Send it.");
        speaking.awaitReached();
        Clerk second = new Clerk();
        Engine other = engine(database.storage(), second);

        long partitioned = System.nanoTime();
        network.partition();
        Await.until(PATIENCE, "the other one calls its model", () -> second.calls() > 0);
        System.out.printf(
                "take-over after a partition: %d ms to the next call of the model%n",
                (System.nanoTime() - partitioned) / 1_000_000);
        speaking.open();
        SessionKey session = conversation.session();
        Await.until(
                PATIENCE,
                "the turn ends",
                () -> turns("state = 4").equals("1") && second.sent() == 1);
        network.heal();

        assertThat(other.resume(session).say("And again.").text()).endsWith(Clerk.LAST_WORDS);
        Await.until(
                PATIENCE,
                "the lost node lives again",
                () -> database.run("select count(*) from perdure.node where not dead").equals("2"));
        List<Envelope> log = whole(other.storage().log()::read, session);
        assertWhole(log);
        assertThat(count(log, StepEvent.AttemptSuperseded.class)).isEqualTo(1);
        assertThat(count(log, TurnEvent.TurnCompleted.class)).isEqualTo(2);
        assertThat(lost.sent()).as("the lost node sends nothing").isZero();
    }

    @Test
    void a_node_whose_hints_are_swallowed_sees_everything_and_says_that_it_polls()
            throws Exception {
        PostgresStorage deaf = behindIt();
        open.push(deaf);
        PostgresStorage writing = database.storage();
        open.push(writing);
        Await.until(PATIENCE, "hints arrive", deaf::hearsHints);
        SessionScenario session = SessionScenario.opened(writing, PATIENCE);
        try (Subscription reader = deaf.log().follow(session.key(), Offset.START)) {
            readTo(reader, session.head().offset());
            network.silenceHints();
            for (int i = 0; i < 5; i++) {
                session.write(Sample.fact("fact " + i));
                readTo(reader, session.head().offset());
            }
            Await.until(PATIENCE, "it says that it polls", () -> !deaf.hearsHints());
            session.write(Sample.fact("the last one"));
            readTo(reader, session.head().offset());
        }
        network.heal();
        Await.until(PATIENCE, "hints arrive again", deaf::hearsHints);
    }

    private static void readTo(Subscription reader, Offset last) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Offset seen = Offset.START;
        while (last.isAfter(seen)) {
            assertThat(end - System.nanoTime()).as("time left").isPositive();
            List<Envelope> some = reader.next(Duration.ofSeconds(1));
            seen = some.isEmpty() ? seen : some.getLast().offset();
        }
    }

    private interface Reading {
        List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection);
    }

    private static List<Envelope> whole(Reading log, SessionKey session) {
        return new ArrayList<>(log.read(session, Offset.START, 10_000, Selection.FACTS_AND_DELTAS));
    }

    private static void assertWhole(List<Envelope> log) {
        assertThat(log)
                .extracting(envelope -> envelope.offset().value())
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(count(log, TurnEvent.TurnCompleted.class))
                .isEqualTo(count(log, TurnEvent.MessageReceived.class));
    }

    private static long count(List<Envelope> log, Class<?> kind) {
        return log.stream().filter(envelope -> kind.isInstance(envelope.entry())).count();
    }
}
