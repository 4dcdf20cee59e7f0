package dev.perdure.telemetry.otlp;

/** How many spans may wait, and how many are sent in one request. */
public enum Room {
    /** For spans of a few short attributes. */
    FOR_SMALL(4_096, 512),
    /** For spans whose attributes may be long texts. */
    FOR_LARGE(1_024, 64);

    private final int queue;
    private final int batch;

    Room(int queue, int batch) {
        this.queue = queue;
        this.batch = batch;
    }

    int queue() {
        return queue;
    }

    int batch() {
        return batch;
    }
}
