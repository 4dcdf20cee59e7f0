package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.postgres.EmbeddedPostgres;
import dev.perdure.postgres.EmbeddedPostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed under load and started again: that costs waiting and nothing else. */
class PostgresKilledTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SESSIONS = 6;

    @TempDir Path directory;
    private EmbeddedPostgres server;
    private Storage node;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();

    @BeforeEach
    void start() {
        server = EmbeddedPostgres.start(EmbeddedPostgresConfig.persistent(directory));
        node =
                PostgresStorage.connect(
                        server.jdbcUrl("postgres"),
                        server.superuser(),
                        server.password(),
                        PostgresStorageConfig.DEFAULT.withUnresolvedMax(PATIENCE));
    }

    @AfterEach
    void stop() {
        node.close();
        server.close();
    }

    @Test
    void everything_acknowledged_is_there_without_a_gap_and_the_node_goes_on_by_itself()
            throws Exception {
        node.work().join();
        SessionScenario owned = SessionScenario.opened(node, PATIENCE);
        Claim claim = owned.startTurn();
        AtomicBoolean stop = new AtomicBoolean();
        List<SessionScenario> sessions = new ArrayList<>();
        List<Background<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            SessionScenario session = SessionScenario.opened(node, PATIENCE);
            sessions.add(session);
            writers.add(Background.start(() -> write(session, stop)));
        }
        try (Subscription reader = node.log().follow(sessions.getFirst().key(), Offset.START)) {
            for (int kill = 0; kill < 2; kill++) {
                awaitAppends("some appends");
                kill();
                awaitAppends("the log goes on");
            }
            stop.set(true);

            for (int i = 0; i < SESSIONS; i++) {
                int written = writers.get(i).await(PATIENCE);
                List<Envelope> log = sessions.get(i).log();
                assertThat(log)
                        .extracting(envelope -> envelope.offset().value())
                        .isEqualTo(LongStream.rangeClosed(1, 1 + 2L * written).boxed().toList());
            }
            assertThat(readTo(reader, sessions.getFirst().head().offset()))
                    .isEqualTo(sessions.getFirst().log());
        }
        Await.until(PATIENCE, "the node renews", this::renewed);
        owned.finish(claim);
        assertThat(owned.startTurn().epoch()).isGreaterThan(claim.epoch());
    }

    /** Each append is awaited, so what was counted was acknowledged. */
    private int write(SessionScenario session, AtomicBoolean stop) {
        int written = 0;
        try {
            while (!stop.get()) {
                session.write(Sample.fact("fact " + written), Sample.delta("piece"));
                written++;
                acknowledged.incrementAndGet();
            }
        } catch (AssertionError failed) {
            trouble.set(failed);
            throw failed;
        }
        return written;
    }

    private void awaitAppends(String what) {
        int before = acknowledged.get();
        Await.until(
                PATIENCE,
                what,
                () -> {
                    assertThat(trouble.get()).as("of a writer").isNull();
                    return acknowledged.get() > before + 30;
                });
    }

    private static List<Envelope> readTo(Subscription reader, Offset last)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Envelope> seen = new ArrayList<>();
        while (seen.isEmpty() || last.isAfter(seen.getLast().offset())) {
            assertThat(end - System.nanoTime()).as("time left").isPositive();
            seen.addAll(reader.next(Duration.ofSeconds(1)));
        }
        return seen;
    }

    private boolean renewed() {
        try {
            return node.work().renew();
        } catch (WorkUnavailable notYet) {
            return false;
        }
    }

    /**
     * As an operating system out of memory would; the launcher starts the server again. What the
     * last one left behind may go on for a moment, so there may be no next one yet.
     */
    private void kill() {
        Await.until(PATIENCE, "a server runs", () -> postmaster().isPresent());
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            return Files.readAllLines(server.dataDirectory().resolve("postmaster.pid")).stream()
                    .findFirst()
                    .filter(line -> line.strip().matches("[0-9]+"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }
}
