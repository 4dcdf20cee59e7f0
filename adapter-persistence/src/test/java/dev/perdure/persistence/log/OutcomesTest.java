package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.persistence.Database;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tenant.OrganisationId;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class OutcomesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database = Database.migrated();
    private final EntryCodec codec = EntryCodec.current();
    private final CountDownLatch pool = new CountDownLatch(1);
    private final List<Written> shown = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes(new Shown(), new RefusalDesk(slow(), PATIENCE));

    @AfterEach
    void close() {
        pool.countDown();
        outcomes.refusals().close();
        database.close();
    }

    /** Reads wait until the pool has a connection. */
    private TenantTransactions slow() {
        return new TenantTransactions(
                new PGSimpleDataSource() {
                    @Override
                    public Connection getConnection() {
                        try {
                            pool.await();
                            return database.connect();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    }
                });
    }

    private final class Shown implements FlushListener {
        @Override
        public void committed(List<Written> flush) {
            shown.addAll(flush);
        }

        @Override
        public void unknown(List<Pending> flush) {
            throw new AssertionError("all is known");
        }
    }

    private Pending pending(GroupAppend group, WorkChange work, Entry... entries) {
        Batch batch =
                Batch.of(
                                SessionScenario.freshKey(OrganisationId.DEFAULT),
                                new Guard.Exists(),
                                List.of(entries))
                        .with(work);
        return Pending.of(batch, batch.entries().stream().map(codec::encode).toList(), group, 0);
    }

    private static FlushRow row(int ordinal) {
        return new FlushRow(ordinal, 1, 1, 1, 0, false, 0, true, false);
    }

    private static CompletableFuture<List<AppendOutcome>> answer(GroupAppend append) {
        return append.stage().toCompletableFuture();
    }

    @Test
    void what_was_written_is_shown_and_answered_before_anybody_knows_why_the_rest_was_refused() {
        GroupAppend refused = new GroupAppend(1);
        GroupAppend written = new GroupAppend(1);
        List<Pending> flush =
                List.of(
                        pending(refused, new WorkChange.Enqueue(Sample.turn(), "key", false)),
                        pending(written, new WorkChange.Unchanged(), Sample.fact("written")));

        outcomes.known(flush, List.of(row(1)));

        assertThat(shown).hasSize(1);
        assertThat(Await.outcome(PATIENCE, answer(written)).getFirst())
                .isInstanceOf(AppendOutcome.Appended.class);
        assertThat(answer(refused)).isNotDone();
        pool.countDown();
        assertThat(Await.outcome(PATIENCE, answer(refused)))
                .containsExactly(new AppendOutcome.NoSuchStream());
    }

    @Test
    void no_writer_waits_for_what_another_does_with_its_answer() {
        GroupAppend first = new GroupAppend(1);
        GroupAppend second = new GroupAppend(1);
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<Void> blocked =
                answer(first)
                        .thenRun(() -> {
                            try {
                                busy.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });

        outcomes.known(
                List.of(
                        pending(first, new WorkChange.Unchanged(), Sample.fact("1")),
                        pending(second, new WorkChange.Unchanged(), Sample.fact("2"))),
                List.of(row(0), row(1)));

        assertThat(Await.outcome(PATIENCE, answer(second))).hasSize(1);
        assertThat(blocked).isNotDone();
        busy.countDown();
        Await.outcome(PATIENCE, blocked);
    }
}
