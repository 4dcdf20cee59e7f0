package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What concurrent writers and readers of one stream may rely on. */
abstract class OrderContract extends StorageContract {

    private static final int WRITERS = 6;
    private static final int APPENDS_PER_WRITER = 15;
    private static final int UNAWAITED_APPENDS = 120;

    @Test
    void appends_of_one_thread_are_written_in_order_though_none_was_awaited() {
        SessionScenario session = openSession();
        List<Entry> entries = Sample.mixture("unawaited", UNAWAITED_APPENDS);

        List<CompletionStage<List<AppendOutcome>>> stages = new ArrayList<>();
        for (Entry entry : entries) {
            stages.add(node().log().append(List.of(session.batch(new Guard.Exists(), entry))));
        }
        stages.forEach(stage ->
                assertThat(Await.outcome(patience(), stage)).hasOnlyElementsOfType(Appended.class));

        assertThat(session.entries().subList(1, UNAWAITED_APPENDS + 1)).isEqualTo(entries);
    }

    @Test
    void concurrent_writers_on_two_nodes_leave_no_gap_and_lose_nothing() {
        SessionScenario session = openSession();
        List<Callable<List<Envelope>>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            SessionScenario writer = session.on(i % 2 == 0 ? node() : otherNode());
            String name = "writer " + i;
            writers.add(() -> write(writer, name));
        }
        List<List<Envelope>> written = Background.together(patience(), writers);

        List<Envelope> log = session.log();
        assertThat(log).hasSize(1 + WRITERS * APPENDS_PER_WRITER * 3);
        long facts = 0;
        for (int i = 0; i < log.size(); i++) {
            facts += log.get(i).isFact() ? 1 : 0;
            assertThat(log.get(i).offset().value()).isEqualTo(i + 1L);
            assertThat(log.get(i).version()).isEqualTo(new StreamVersion(facts));
        }
        assertThat(log).extracting(Envelope::time).isSorted();
        written.forEach(records -> assertThat(log).containsSubsequence(records));
    }

    @Test
    void of_concurrent_decisions_at_one_version_exactly_one_is_written() {
        SessionScenario session = openSession();
        StreamVersion seen = session.head().version();
        List<Callable<AppendOutcome>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            SessionScenario writer = session.on(i % 2 == 0 ? node() : otherNode());
            Entry decision = Sample.fact("decision " + i);
            writers.add(() -> writer.attempt(new Guard.AtVersion(seen), decision));
        }
        List<AppendOutcome> outcomes = Background.together(patience(), writers);

        assertThat(outcomes).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Appended))
                .containsOnly(new AppendOutcome.VersionConflict(seen.next()));
        assertThat(session.log()).hasSize(2);
    }

    @Test
    void what_was_answered_is_read_by_every_node_at_once() {
        SessionScenario here = openSession();
        SessionScenario there = here.on(otherNode());

        for (int i = 0; i < 5; i++) {
            List<Envelope> byHere = here.write(Sample.fact("here " + i)).envelopes();
            assertThat(there.log()).endsWith(byHere.toArray(Envelope[]::new));
            Appended byThere = there.write(Sample.delta("there " + i));
            assertThat(here.log()).endsWith(byThere.envelopes().toArray(Envelope[]::new));
            assertThat(here.head()).isEqualTo(there.head());
        }
        assertThat(here.log()).hasSize(11);
    }

    @Test
    void a_reader_sees_whole_batches_and_never_a_record_before_its_predecessors() {
        SessionScenario session = openSession();
        SessionScenario reader = session.on(otherNode());
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch reading = new CountDownLatch(1);
        List<List<Envelope>> observed;
        try (Background<List<List<Envelope>>> observer =
                Background.start(() -> {
                    List<List<Envelope>> seen = new ArrayList<>();
                    while (writing.get() && !Thread.currentThread().isInterrupted()) {
                        seen.add(reader.log());
                        reading.countDown();
                    }
                    seen.add(reader.log());
                    return seen;
                })) {
            Await.until(patience(), "a first look", () -> reading.getCount() == 0);
            write(session, "batches of three");
            writing.set(false);
            observed = observer.await(patience());
        }

        List<Envelope> whole = session.log();
        assertThat(whole).hasSize(1 + APPENDS_PER_WRITER * 3);
        assertThat(observed.getLast()).isEqualTo(whole);
        for (List<Envelope> seen : observed) {
            assertThat(seen).isEqualTo(whole.subList(0, seen.size()));
            assertThat(seen.size() % 3).as("a batch is seen whole or not at all").isEqualTo(1);
        }
    }

    @Test
    void a_storage_keeps_its_log_over_reopening_exactly_when_it_says_so() {
        SessionScenario session = openSession();
        session.write(Sample.mixture("kept", 5));
        List<Envelope> before = session.log();
        assertThat(before).hasSize(6);

        SessionScenario reopened = session.on(fixture().reopen(node()));

        if (fixture().survivesReopen()) {
            assertThat(reopened.log()).isEqualTo(before);
            assertThat(reopened.write(Sample.fact("next")).envelopes().getFirst().offset().value())
                    .isEqualTo(7);
        } else {
            assertThat(reopened.log()).isEmpty();
        }
    }

    /** Appends batches of a fact and two deltas, and answers the records it was shown. */
    private static List<Envelope> write(SessionScenario session, String name) {
        List<Envelope> written = new ArrayList<>();
        for (int i = 0; i < APPENDS_PER_WRITER; i++) {
            written.addAll(session.write(Sample.mixture(name + " append " + i, 3)).envelopes());
        }
        return written;
    }
}
