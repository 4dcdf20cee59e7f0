package dev.perdure.engine.store;

/** Which stretch of a list is asked for: {@code limit} items after the first {@code offset}. */
public record Window(int offset, int limit) {

    public static final int LIMIT_MAX = 1000;

    public Window {
        if (offset < 0 || limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("not a window: " + offset + ", " + limit);
        }
    }
}
