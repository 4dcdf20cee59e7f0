package dev.perdure.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine that measures and is measured. */
final class Machine {

    private static final int BLOCK = 8 * 1024;
    private static final int FLUSHES = 300;

    /** How HotSpot names their threads. */
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

    private Machine() {}

    /** In words; measures the disk below {@code data} for a moment. */
    static String describe(Path data) throws IOException {
        return "Measured "
                + Instant.now().truncatedTo(ChronoUnit.MINUTES)
                + " on "
                + Runtime.getRuntime().availableProcessors()
                + " cores ("
                + field("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"))
                + "), "
                + field("/proc/meminfo", "MemTotal")
                        .map(Machine::gigabytes)
                        .orElse("unknown memory")
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + ", JDK "
                + Runtime.version()
                + ". Writing 8 kB and flushing it (fdatasync) takes "
                + flushMicros(data)
                + " µs, the median of "
                + FLUSHES
                + ". Load average before the run: "
                + load()
                + ".\n";
    }

    /** Of the last minute. */
    static String load() {
        return firstLine("/proc/loadavg").map(line -> line.split(" ", -1)[0]).orElse("unknown");
    }

    /** What all processes have used since the machine started; zero where it does not tell. */
    static Duration cpu() {
        return firstLine("/proc/stat")
                .map(line -> ticks(line.trim(), 1, 2, 3, 6, 7))
                .orElse(Duration.ZERO);
    }

    /** What a process has used with all it started, those that have ended included. */
    static Duration cpuWithChildren(long pid) {
        Duration live =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(below -> below.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus);
        return firstLine("/proc/" + pid + "/stat")
                .map(line -> ticks(line.substring(line.lastIndexOf(')') + 2), 11, 12, 13, 14))
                .orElse(Duration.ZERO)
                .plus(live);
    }

    /** What the compilers of a JVM have used; zero where the system does not tell. */
    static Duration compilers(long pid) {
        Path tasks = Path.of("/proc/" + pid + "/task");
        if (!Files.isDirectory(tasks)) {
            return Duration.ZERO;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.flatMap(thread -> firstLine(thread + "/stat").stream())
                    .filter(line -> COMPILER.matcher(line).find())
                    .map(line -> ticks(line.substring(line.lastIndexOf(')') + 2), 11, 12))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException gone) {
            return Duration.ZERO;
        }
    }

    /** The sum of some words of a line, which count hundredths of a second. */
    private static Duration ticks(String line, int... places) {
        String[] words = line.split("\\s+", -1);
        return Duration.ofMillis(
                Arrays.stream(places).mapToLong(at -> Long.parseLong(words[at]) * 10).sum());
    }

    /** Resident memory of a process in megabytes; 0 where the system does not tell. */
    static long residentMegabytes(long pid) {
        return field("/proc/" + pid + "/status", "VmRSS")
                .map(text -> Long.parseLong(text.replace("kB", "").trim()) / 1024)
                .orElse(0L);
    }

    private static long flushMicros(Path data) throws IOException {
        Files.createDirectories(data);
        Path file = Files.createTempFile(data, "flush", ".tmp");
        long[] micros = new long[FLUSHES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (int flush = 0; flush < FLUSHES; flush++) {
                block.clear();
                long begin = System.nanoTime();
                channel.write(block, 0);
                channel.force(false);
                micros[flush] = (System.nanoTime() - begin) / 1_000;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(micros);
        return micros[FLUSHES / 2];
    }

    private static String gigabytes(String kilobytes) {
        return Long.parseLong(kilobytes.replace("kB", "").trim()) / (1024 * 1024) + " GB";
    }

    private static Optional<String> field(String file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst();
    }

    private static Optional<String> firstLine(String file) {
        return lines(file).findFirst();
    }

    /** None where the system has no such file. */
    private static Stream<String> lines(String file) {
        try {
            Path path = Path.of(file);
            return Files.exists(path) ? Files.readAllLines(path).stream() : Stream.empty();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }
}
