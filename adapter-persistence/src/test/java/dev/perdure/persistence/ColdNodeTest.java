package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleSnapshots;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Entry;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node reads of a long session that it never saw. */
class ColdNodeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final StreamVersion LAST = new StreamVersion(Long.MAX_VALUE);
    private static final int FACTS = 6_000;
    private static final int TURNS = 20;

    private final Database database = Database.migrated();
    private final Listener model = new Listener();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_node_that_never_saw_a_session_of_thousands_of_facts_reads_a_bounded_number_of_them()
            throws Exception {
        SessionKey session;
        Snapshot taken;
        Engine warm = Engine.on(database.storage(), model);
        try (warm) {
            Conversation conversation = warm.converse("Listen.");
            session = conversation.session();
            for (int turn = 0; turn < TURNS; turn++) {
                conversation.say("message " + turn).text();
            }
            SessionScenario facts = SessionScenario.of(warm.storage(), session, PATIENCE);
            for (int written = 0; written < FACTS; written += 1_000) {
                facts.append(new Guard.Exists(), Sample.facts("fact", 1_000).toArray(Entry[]::new));
            }
            conversation.say("before the snapshot").text();
            Await.until(
                    PATIENCE,
                    "the node that ended the turn takes a snapshot",
                    () -> latest(warm.storage(), session).isPresent());
            taken = latest(warm.storage(), session).orElseThrow();
            assertThat(taken.version().value()).isGreaterThan(FACTS);
        }

        CountedReads reads = new CountedReads(database.storage());
        try (Engine cold = Engine.on(reads, model)) {
            assertThat(cold.resume(session).say("after it").text()).isEqualTo("I listen.");
            StreamVersion end = cold.storage().log().head(session).orElseThrow().version();
            long since = end.value() - taken.version().value();
            assertThat(since).isLessThan(100);
            assertThat(reads.facts()).isPositive().isLessThanOrEqualTo(3 * since);
        }

        List<String> shown = model.heard.getLast();
        assertThat(shown).hasSize(2 * (TURNS + 1) + 1);
        assertThat(shown.getFirst()).isEqualTo("message 0");
        assertThat(shown.subList(2 * TURNS, shown.size()))
                .containsExactly("before the snapshot", "I listen.", "after it");
    }

    @Test
    void a_snapshot_that_cannot_be_read_is_as_good_as_none_and_is_replaced() {
        try (PostgresStorage node = database.storage()) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            session.write(Sample.facts("fact", 9));
            node.snapshots().keep(session.key(), SampleSnapshots.awkward(new StreamVersion(2)));
            assertThat(latest(node, session.key())).isPresent();

            database.run("update perdure.snapshot set form = 99");
            assertThat(latest(node, session.key())).isEmpty();

            node.snapshots().keep(session.key(), SampleSnapshots.awkward(new StreamVersion(3)));
            assertThat(latest(node, session.key())).isPresent();
            for (String damage : List.of("{}", "", "{\"settings\":{\"harness\":\"none\"}}", "[")) {
                database.run("update perdure.snapshot set payload = convert_to(?, 'UTF8')", damage);
                assertThat(latest(node, session.key())).as(damage).isEmpty();
            }

            Snapshot next = SampleSnapshots.awkward(new StreamVersion(4));
            node.snapshots().keep(session.key(), next);
            assertThat(latest(node, session.key())).contains(next);
        }
    }

    @Test
    void nothing_of_a_snapshot_is_left_when_its_session_is_removed() {
        try (PostgresStorage node = database.storage()) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            node.snapshots().keep(session.key(), SampleSnapshots.bare(new StreamVersion(1)));
            assertThat(database.run("select count(*) from perdure.snapshot")).isEqualTo("1");

            assertThat(node.sessions().remove(session.key())).isTrue();

            assertThat(database.run("select count(*) from perdure.snapshot")).isEqualTo("0");
        }
    }

    private static Optional<Snapshot> latest(Storage node, SessionKey session) {
        return node.snapshots().latest(session, LAST);
    }

    /** A model that says one thing and remembers what it was shown. */
    private static final class Listener implements ModelClient {

        private static final ModelRef NAME = new ModelRef("listener");

        private final List<List<String>> heard = new CopyOnWriteArrayList<>();

        @Override
        public boolean serves(ModelRef model) {
            return model.equals(NAME);
        }

        @Override
        public List<ModelRef> models() {
            return List.of(NAME);
        }

        @Override
        public ModelStream open(ModelRequest request) {
            heard.add(
                    request.transcript().stream()
                            .map(item -> ((TranscriptItem.Said) item).message().text())
                            .toList());
            Deque<ModelChunk> chunks =
                    new ArrayDeque<>(
                            List.of(
                                    new ModelChunk.Started("listener"),
                                    new ModelChunk.TextDelta("I listen."),
                                    new ModelChunk.Finished(FinishReason.STOP)));
            return new ModelStream() {
                @Override
                public ModelChunk next() {
                    return chunks.removeFirst();
                }

                @Override
                public void cancel() {
                    close();
                }

                @Override
                public void close() {
                    // It has said everything before anybody could want it to stop.
                }
            };
        }
    }
}
