package dev.perdure.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a label that users choose, such as the names of their tools: the first so many are
 * told apart and the rest is {@value #OTHER}, because each value of a label costs memory for ever,
 * here and wherever the metrics are kept. Thread-safe.
 */
final class Bounded {

    static final String OTHER = "other";

    private final int max;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Bounded(int max) {
        this.max = max;
    }

    String value(String value) {
        if (known.contains(value)) {
            return value;
        }
        if (known.size() >= max) {
            return OTHER;
        }
        known.add(value);
        return value;
    }
}
