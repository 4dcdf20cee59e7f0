package dev.perdure.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drivers in their short form, on the built service. Shows that they measure and that nothing
 * is dropped; how fast it goes on the machine of a build says nothing.
 */
class ShortRun {

    /** What needs no service besides the one that these share. */
    private static final List<Part> PARTS =
            List.of(
                    Part.COMMITS,
                    Part.DELTAS,
                    Part.EMBEDDED,
                    Part.FIRST_DELTA,
                    Part.HTTP,
                    Part.STREAMING,
                    Part.FILES,
                    Part.MODEL_STREAMS);

    @TempDir Path folder;

    @Test
    void every_driver_measures_and_nothing_is_dropped() throws IOException {
        Path home = Path.of(System.getProperty("basedir")).toAbsolutePath().getParent();
        Plan plan =
                new Plan(
                        PARTS,
                        Scale.SHORT,
                        home.resolve("bootstrap"),
                        home.resolve("benchmarks/target/data"),
                        folder.resolve("performance.md"),
                        freePorts());
        Report report = Benchmarks.run(plan);
        assertThat(report.failures()).isEmpty();
        assertThat(report.figures())
                .hasSizeGreaterThan(PARTS.size())
                .noneMatch(figure -> figure.measured().startsWith("0 /s"))
                .filteredOn(figure -> figure.name().contains("dropped"))
                .singleElement()
                .matches(figure -> figure.verdict() == Figure.Verdict.MET);
        assertThat(Files.readString(plan.report())).isEqualTo(report.text());
    }

    /** The first of six that are free now. */
    private static int freePorts() throws IOException {
        SplittableRandom random = new SplittableRandom();
        while (true) {
            int first = random.nextInt(20_000, 32_000);
            if (areFree(first)) {
                return first;
            }
        }
    }

    private static boolean areFree(int first) throws IOException {
        List<ServerSocket> bound = new ArrayList<>();
        try {
            for (int port = first; port < first + 6; port++) {
                bound.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (IOException taken) {
            return false;
        } finally {
            for (ServerSocket socket : bound) {
                socket.close();
            }
        }
    }
}
