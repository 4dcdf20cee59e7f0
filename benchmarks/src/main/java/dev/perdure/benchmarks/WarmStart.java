package dev.perdure.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * From the start of the process to the first healthy answer, with the PostgreSQL of the service's
 * own and a data directory of an earlier run.
 */
final class WarmStart implements Part.Measurement {

    private static final double MILLIS_MAX = 3_000;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Path directory = stage.directory("own");
        start(stage, directory);
        Latencies latencies = new Latencies();
        for (int start = 0; start < stage.scale().starts(); start++) {
            latencies.record(start(stage, directory));
        }
        report.explain(latencies + "; load " + Machine.load());
        report.add(
                Figure.atMost(
                        "start to ready, own PostgreSQL, warm, median of " + latencies.count(),
                        latencies.millis(50),
                        MILLIS_MAX,
                        " ms"));
    }

    private static long start(Stage stage, Path directory) throws Exception {
        long begin = System.nanoTime();
        try (ServiceProgram service =
                ServiceProgram.start(
                        stage.plan().program(),
                        directory,
                        stage.plan().port() + 2,
                        Map.of("PERDURE_DATA_DIR", directory.toString()))) {
            long ready = System.nanoTime() - begin;
            if (!service.isAlive()) {
                throw new IllegalStateException("ended at once: " + service.printed());
            }
            return ready;
        }
    }
}
