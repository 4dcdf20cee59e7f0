package dev.perdure.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a run is asked for.
 *
 * @param program the folder of the built service
 * @param data where databases are made; on the disk that is to be measured
 * @param port the first of six that services listen on
 */
record Plan(List<Part> parts, Scale scale, Path program, Path data, Path report, int port) {

    static final String USAGE =
            """
            benchmarks/run [--short] [--report FILE] [--data DIR] [--port N] [PART ...]
            Measures the parts named, or all: %s.
            """
                    .formatted(Part.labels());

    /**
     * @param home the folder of the checkout
     */
    static Plan of(List<String> words, Path home) {
        List<Part> parts = new ArrayList<>();
        Scale scale = Scale.LONG;
        Path data = home.resolve("benchmarks/target/data");
        Path report = home.resolve("benchmarks/target/performance.md");
        int port = 9230;
        Iterator<String> next = words.iterator();
        while (next.hasNext()) {
            String word = next.next();
            switch (word) {
                case "--short" -> scale = Scale.SHORT;
                case "--report" -> report = Path.of(value(word, next));
                case "--data" -> data = Path.of(value(word, next));
                case "--port" -> port = Integer.parseInt(value(word, next));
                default -> parts.add(Part.labelled(word));
            }
        }
        return new Plan(
                parts.isEmpty() ? Part.all() : parts,
                scale,
                home.resolve("bootstrap"),
                data.toAbsolutePath(),
                report.toAbsolutePath(),
                port);
    }

    private static String value(String option, Iterator<String> next) {
        if (!next.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return next.next();
    }
}
