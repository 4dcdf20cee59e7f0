package dev.perdure.persistence.store;

import java.time.Instant;

/** Instants as nanoseconds since 1970 in a 64-bit column, exact from 1677 to 2262. */
final class Nanos {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    static long of(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    }

    static Instant read(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
