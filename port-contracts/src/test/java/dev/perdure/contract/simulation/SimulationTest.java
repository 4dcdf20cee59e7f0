package dev.perdure.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Worlds by seed. {@code -Dseed=N} runs one of them and tells what happened in it; {@code
 * -Dseeds=N} runs so many, from {@code -Dfirst=N} on.
 */
class SimulationTest {

    private static final long SEEDS = 2000;
    private static final long SEEDS_RUN_TWICE = 25;

    @Test
    void in_no_world_is_a_promise_broken() throws Exception {
        Long only = Long.getLong("seed");
        if (only == null) {
            long first = Long.getLong("first", 1);
            everyPromiseHolds(first, first + Long.getLong("seeds", SEEDS) - 1);
        } else {
            Simulation.Run run = Simulation.run(only);
            System.out.println(run.latest());
            System.out.println("simulation: seed " + only + ": " + words(run.figures()));
            assertThat(run.violation()).as(run.latest()).isNull();
        }
    }

    @Test
    void the_same_seed_takes_the_same_steps() {
        List<Long> hashes = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS_RUN_TWICE; seed++) {
            Simulation.Run once = Simulation.run(seed);
            Simulation.Run again = Simulation.run(seed);
            assertThat(again).isEqualTo(once);
            hashes.add(once.hash());
        }
        assertThat(hashes).doesNotHaveDuplicates();
    }

    private static void everyPromiseHolds(long first, long last) throws Exception {
        long begin = System.nanoTime();
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        AtomicLong next = new AtomicLong(first);
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Map<Figure, Long>>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shares.add(() -> share(next, last));
            }
            for (Future<Map<Figure, Long>> share : pool.invokeAll(shares)) {
                add(share.get(), figures);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "simulation: seeds %d to %d in %.1f s, no promise broken: %s%n",
                first,
                last,
                (System.nanoTime() - begin) / 1e9,
                words(figures));
        if (last - first + 1 >= SEEDS) {
            assertThat(figures).as("of everything something").containsOnlyKeys(Figure.values());
            assertThat(figures.values()).as("of everything something").allMatch(n -> n > 0);
        }
    }

    private static Map<Figure, Long> share(AtomicLong next, long last) {
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
            Simulation.Run run = Simulation.run(seed);
            assertThat(run.violation())
                    .as(
                            "Seed %d; again with ./mvnw -pl port-contracts -am test"
                                    + " -Dtest=SimulationTest -Dseed=%d%n%s%n",
                            seed, seed, run.latest())
                    .isNull();
            add(run.figures(), figures);
        }
        return figures;
    }

    private static void add(Map<Figure, Long> share, Map<Figure, Long> sum) {
        share.forEach((figure, count) -> sum.merge(figure, count, Long::sum));
    }

    private static String words(Map<Figure, Long> figures) {
        return figures.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words())
                .collect(Collectors.joining(", "));
    }
}
