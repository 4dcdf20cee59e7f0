package dev.perdure.json;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Where the randomness of one test run comes from. Every run draws another seed and prints it;
 * {@code -Dcases.seed=N} runs the same test again. In the continuous build it is the same in each
 * run: the root pom sets it.
 */
public record Seed(long value) {

    public static Seed forTest(Class<?> test) {
        Seed seed = new Seed(Long.getLong("cases.seed", System.nanoTime()));
        System.out.println(test.getSimpleName() + ": -Dcases.seed=" + seed.value());
        return seed;
    }

    public RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(value);
    }
}
