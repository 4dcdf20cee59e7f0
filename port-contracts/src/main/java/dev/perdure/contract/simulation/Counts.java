package dev.perdure.contract.simulation;

import java.util.EnumMap;
import java.util.Map;

/** The figures of one world. */
final class Counts {

    private final Map<Figure, Long> counts = new EnumMap<>(Figure.class);

    void add(Figure figure) {
        add(figure, 1);
    }

    void add(Figure figure, long count) {
        counts.merge(figure, count, Long::sum);
    }

    Map<Figure, Long> all() {
        return new EnumMap<>(counts);
    }
}
