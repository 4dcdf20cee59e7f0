package dev.perdure.contract.lies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.lies.Trial.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StorageLiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Liars that keep a test waiting are not waited for: they have had their chance. */
    private static final Duration PATIENCE_WITH_LIARS = Duration.ofMillis(400);

    private static final Duration WHOLE_TRIAL = Duration.ofMinutes(30);
    private static final int TRIALS_AT_A_TIME = 6;
    private static final int TRIALS_OF_THE_UNCAUGHT = 25;
    private static final int LIES_PER_CONTROL = 40;
    private static final int TESTS_MIN = 150;

    @Test
    void an_honest_storage_passes_every_test() {
        Map<String, Verdict> verdicts = tried(() -> new LyingFixture(new Liar(), PATIENCE));

        assertThat(verdicts).hasSizeGreaterThan(TESTS_MIN);
        assertThat(names(verdicts, verdict -> !verdict.passed())).isEmpty();
    }

    @Test
    void a_storage_that_honours_nothing_fails_every_test() {
        Map<String, Verdict> verdicts =
                tried(() -> new LyingFixture(new Hollow(), Duration.ofMillis(20)));

        assertThat(verdicts).hasSizeGreaterThan(TESTS_MIN);
        assertThat(names(verdicts, Verdict::passed)).isEmpty();
    }

    @Test
    void every_lie_is_caught_and_every_test_catches_a_lie() throws IOException {
        Optional<Matrix> tried =
                Trial.untilFair(PATIENCE_WITH_LIARS, PATIENCE, StorageLiesTest::trial);

        assertThat(tried).as("a trial in which honest storages pass").isPresent();
        Matrix matrix = tried.orElseThrow();
        matrix.publish("lies-matrix.txt");
        assertThat(matrix.lies()).isEqualTo(lies().size());
        assertThat(matrix.uncaught()).as("lies that no test catches").isEmpty();
        assertThat(matrix.deaf()).as("tests that no lie fails").isEmpty();
    }

    /**
     * Tries every lie, and honest storages among them as a control: when one of those fails, the
     * machine was too busy for the patience, what the liars failed proves nothing, and the answer
     * is empty.
     */
    private static Optional<Matrix> trial(Duration patience) {
        Matrix matrix = new Matrix();
        List<CompletableFuture<Map<String, Verdict>>> controls = new ArrayList<>();
        Map<String, CompletableFuture<Map<String, Verdict>>> rows = new LinkedHashMap<>();
        try (ExecutorService trials = Executors.newFixedThreadPool(TRIALS_AT_A_TIME)) {
            for (Lie lie : lies()) {
                if (rows.size() % LIES_PER_CONTROL == 0) {
                    controls.add(start(trials, Liar::new, patience));
                }
                rows.put(lie.name(), start(trials, lie.liar(), patience));
            }
            rows.forEach((lie, row) -> matrix.add(lie, Await.outcome(WHOLE_TRIAL, row)));
            boolean fair =
                    controls.stream()
                            .map(control -> Await.outcome(WHOLE_TRIAL, control))
                            .allMatch(control -> names(control, v -> !v.passed()).isEmpty());
            return fair ? Optional.of(matrix) : Optional.empty();
        }
    }

    private static CompletableFuture<Map<String, Verdict>> start(
            ExecutorService trials, Supplier<Liar> liar, Duration patience) {
        return CompletableFuture.supplyAsync(
                () -> triedUntilCaught(() -> new LyingFixture(liar.get(), patience)), trials);
    }

    /** A lie that shows in a race only is caught with luck, so it has to get away several times. */
    private static Map<String, Verdict> triedUntilCaught(Supplier<StorageFixture> accused) {
        Map<String, Verdict> verdicts = tried(accused);
        for (int i = 1; i < TRIALS_OF_THE_UNCAUGHT; i++) {
            if (names(verdicts, verdict -> !verdict.passed()).isEmpty()) {
                verdicts = tried(accused);
            }
        }
        return verdicts;
    }

    private static List<String> names(Map<String, Verdict> verdicts, Predicate<Verdict> condition) {
        return verdicts.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(entry -> entry.getKey() + " " + entry.getValue().reason())
                .toList();
    }

    private static List<Lie> lies() {
        return Stream.of(
                        BatchLies.all(),
                        GuardLies.all(),
                        RepetitionLies.all(),
                        ReadingLies.all(),
                        HeadLies.all(),
                        MovedLies.all(),
                        TailLies.all(),
                        ValueLies.all(),
                        QueueLies.all(),
                        BirthLies.all(),
                        NodeLies.all(),
                        HandOverLies.all(),
                        WakingLies.all(),
                        WaitingLies.all(),
                        AgentLies.all(),
                        AgentListLies.all(),
                        SessionLies.all(),
                        SessionListLies.all(),
                        DeliveryLies.all(),
                        ProviderLies.all(),
                        SnapshotLies.all())
                .flatMap(List::stream)
                .toList();
    }

    private static Map<String, Verdict> tried(Supplier<StorageFixture> accused) {
        OnTrial.accuse(accused);
        return Trial.of(OnTrial.SUITES);
    }
}
