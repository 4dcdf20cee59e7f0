package dev.perdure.persistence.hint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The other nodes that were heard of lately. While there is none, nobody needs our hints. */
final class Neighbours {

    /** Three probes long. */
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(15).toNanos();

    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    /** True when this one was not known. */
    boolean hear(String origin) {
        return heard.put(origin, System.nanoTime()) == null;
    }

    boolean any() {
        if (heard.isEmpty()) {
            return false;
        }
        heard.values().removeIf(since -> System.nanoTime() - since > SILENCE_NANOS_MAX);
        return !heard.isEmpty();
    }
}
