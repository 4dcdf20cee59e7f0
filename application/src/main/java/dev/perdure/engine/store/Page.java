package dev.perdure.engine.store;

import java.util.List;

/**
 * A stretch of a list.
 *
 * @param total how many the whole list has
 */
public record Page<T>(List<T> items, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
