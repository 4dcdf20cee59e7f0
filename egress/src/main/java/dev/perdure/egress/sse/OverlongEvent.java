package dev.perdure.egress.sse;

/** An event, or a line of one, that is longer than its reader bears. */
public final class OverlongEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OverlongEvent(int bytesMax) {
        super("An event is longer than " + bytesMax + " bytes.");
    }
}
