package dev.perdure.contract.lies;

import java.util.function.Supplier;

/**
 * One way to break a store.
 *
 * @param name what the store does instead of its duty
 * @param liar makes a liar for one test
 */
record Lie(String name, Supplier<Liar> liar) {}
