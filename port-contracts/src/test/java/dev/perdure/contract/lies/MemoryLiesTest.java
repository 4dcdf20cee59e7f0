package dev.perdure.contract.lies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.lies.Trial.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The suite of memories, on stores that lie about them. */
class MemoryLiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<Class<?>> SUITES = List.of(OnTrial.MemorySuite.class);

    @Test
    void an_honest_store_passes_every_test() {
        assertThat(failed(Liar::new)).isEmpty();
    }

    @Test
    void every_lie_is_caught_and_every_test_catches_a_lie() {
        Set<String> deaf = new HashSet<>(tried(Liar::new).keySet());
        assertThat(deaf).hasSizeGreaterThan(8);
        for (Lie lie : MemoryLies.all()) {
            List<String> caught = failed(lie.liar());
            assertThat(caught).as(lie.name()).isNotEmpty();
            caught.forEach(deaf::remove);
        }
        assertThat(deaf).as("tests that no lie fails").isEmpty();
    }

    private static List<String> failed(Supplier<Liar> liar) {
        return tried(liar).entrySet().stream()
                .filter(entry -> !entry.getValue().passed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Verdict> tried(Supplier<Liar> liar) {
        Supplier<StorageFixture> accused = () -> new LyingFixture(liar.get(), PATIENCE);
        OnTrial.accuse(accused);
        return Trial.of(SUITES);
    }
}
