package dev.perdure.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured by itself. */
enum Part {
    COMMITS,
    DELTAS,
    EMBEDDED,
    FIRST_DELTA,
    HTTP,
    STREAMING,
    IDLE,
    START,
    TAKE_OVER,
    CANCEL,
    LONG_SESSION,
    LONG_LOG,
    FILES,
    MODEL_STREAMS;

    /** One thing to measure. */
    @FunctionalInterface
    interface Measurement {
        void measure(Stage stage, Report report) throws Exception;
    }

    Measurement measurement() {
        return switch (this) {
            case COMMITS -> new BareCommits();
            case DELTAS -> new FencedDeltas();
            case EMBEDDED -> new EmbeddedTurns();
            case FIRST_DELTA -> new FirstDelta();
            case HTTP -> new HttpTurns();
            case STREAMING -> new Streaming();
            case IDLE -> new Idleness();
            case START -> new WarmStart();
            case TAKE_OVER -> new TakeOver();
            case CANCEL -> new Cancelling();
            case LONG_SESSION -> new LongSession();
            case LONG_LOG -> new LongLog();
            case FILES -> new ManyFiles();
            case MODEL_STREAMS -> new ModelStreams();
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Part labelled(String label) {
        return Arrays.stream(values())
                .filter(part -> part.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "There is no part " + label + "; there are " + labels() + "."));
    }

    static String labels() {
        return Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", "));
    }

    static List<Part> all() {
        return List.of(values());
    }
}
