package dev.perdure.contract.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Everything that is left to chance in one world, drawn from its seed. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean in100(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of 0 to {@code bound} - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    Duration between(Duration min, Duration max) {
        return Duration.ofNanos(random.nextLong(min.toNanos(), max.toNanos() + 1));
    }

    Duration upTo(Duration max) {
        return between(Duration.ZERO, max);
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    RandomGenerator generator() {
        return random;
    }
}
