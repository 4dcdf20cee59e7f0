package dev.perdure.event;

/**
 * The older part of a conversation, which notes stand for from some time on: everything on its
 * branch up to {@code through}. The log keeps it.
 *
 * @param from version of the first item of the part; what older notes stood for lies before it
 * @param through version of the last
 * @param items messages and results of the part
 * @param kept messages and results after it, which go on being shown
 */
public record Stretch(StreamVersion from, StreamVersion through, int items, int kept) {

    public Stretch {
        if (items < 1 || kept < 1) {
            throw new IllegalArgumentException("notes stand for something and before something");
        }
    }
}
