package dev.perdure.benchmarks;

import dev.perdure.benchmarks.StreamingClient.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to listen to many models at once: the driver of a provider beside a client that
 * reads a socket line by line, in turns, in this process. The server is a process of its own.
 */
final class ModelStreams implements Part.Measurement {

    private static final double THREADS_MAX = 20;
    private static final double FIRST_OVER_BARE_MAX = 2;

    /** Between two calls, so that what is timed is not a queue of connections. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * One round of one client.
     *
     * @param threads that were there at most, beyond those before
     * @param heapBytes that were held beyond those before
     * @param cpu of this process in the time watched
     */
    private record Round(Latencies first, long threads, long heapBytes, Duration cpu, long words) {

        double kilobytes(int streams) {
            return Math.max(0, heapBytes) / 1024.0 / streams;
        }

        double microsPerWord() {
            return cpu.toNanos() / 1_000.0 / words;
        }
    }

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        int streams = stage.scale().modelStreams();
        List<Round> bare = new ArrayList<>();
        List<Round> driven = new ArrayList<>();
        Process server = startServer();
        try {
            int port = port(server);
            Duration watched = stage.scale().rate();
            // Twice each before: the first time is the compilers'.
            for (int round = -2; round < stage.scale().modelRounds(); round++) {
                Round ofSockets = round(() -> new BareSockets(port), streams, watched);
                Round ofDriver = round(() -> new DriverCalls(port), streams, watched);
                if (round >= 0) {
                    bare.add(ofSockets);
                    driven.add(ofDriver);
                }
            }
        } finally {
            server.destroy();
        }
        report(report, streams, middle(bare), middle(driven));
    }

    private static void report(Report report, int streams, Round bare, Round driven) {
        String many = Figure.number(streams) + " streams of models at once, ";
        report.add(
                Figure.atMost(
                        many + "threads of the platform beyond those before",
                        (double) driven.threads(),
                        THREADS_MAX,
                        ""));
        report.add(
                Figure.atMost(
                        many + "time to the first piece, p99, over that of bare sockets",
                        driven.first().millis(99) / bare.first().millis(99),
                        FIRST_OVER_BARE_MAX,
                        ""));
        report.add(
                Figure.noted(
                        many + "held of the heap for each",
                        String.format(
                                Locale.ROOT,
                                "%.1f kB, bare sockets %.1f kB",
                                driven.kilobytes(streams),
                                bare.kilobytes(streams))));
        report.add(
                Figure.noted(
                        many + "processor time for a piece",
                        String.format(
                                Locale.ROOT,
                                "%.1f µs, bare sockets %.1f µs",
                                driven.microsPerWord(),
                                bare.microsPerWord())));
        report.explain("time to the first piece, driver: " + driven.first());
        report.explain("time to the first piece, bare sockets: " + bare.first());
        report.explain(
                "threads of the platform beyond those before, bare sockets: " + bare.threads());
    }

    /** The round whose first pieces came in the middle of all. */
    private static Round middle(List<Round> rounds) {
        List<Round> sorted =
                rounds.stream()
                        .sorted(Comparator.comparingDouble(round -> round.first().millis(99)))
                        .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static Round round(Supplier<StreamingClient> clients, int streams, Duration watched)
            throws Exception {
        long heapBefore = heap();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int threadsBefore = threads.getThreadCount();
        threads.resetPeakThreadCount();
        try (StreamingClient client = clients.get()) {
            return round(client, streams, watched, threadsBefore, heapBefore);
        }
    }

    private static Round round(
            StreamingClient client,
            int streams,
            Duration watched,
            int threadsBefore,
            long heapBefore)
            throws Exception {
        Latencies first = new Latencies();
        LongAdder words = new LongAdder();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(streams);
        List<Stream> open = new ArrayList<>();
        long from = System.nanoTime();
        for (int stream = 0; stream < streams; stream++) {
            long left = from + stream * STEP_NANOS - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
            open.add(client.open(new Listener(first, words, begun, failure)));
        }
        if (!begun.await(60, TimeUnit.SECONDS)) {
            throw new IOException(begun.getCount() + " streams did not begin", failure.get());
        }
        Duration cpuBefore = cpu();
        long wordsBefore = words.sum();
        TimeUnit.NANOSECONDS.sleep(watched.toNanos());
        Duration cpu = cpu().minus(cpuBefore);
        long heard = words.sum() - wordsBefore;
        int peak = ManagementFactory.getThreadMXBean().getPeakThreadCount() - threadsBefore;
        long held = heap() - heapBefore;
        for (Stream stream : open) {
            stream.close();
        }
        if (failure.get() != null || heard == 0) {
            throw new IOException("a stream failed", failure.get());
        }
        return new Round(first, peak, held, cpu, heard);
    }

    /** Hears one stream; its time begins when it is made. */
    static final class Listener {

        private final Latencies first;
        private final LongAdder words;
        private final CountDownLatch begun;
        private final AtomicReference<@Nullable Throwable> failure;
        private final long from = System.nanoTime();
        private boolean heard;

        private Listener(
                Latencies first,
                LongAdder words,
                CountDownLatch begun,
                AtomicReference<@Nullable Throwable> failure) {
            this.first = first;
            this.words = words;
            this.begun = begun;
            this.failure = failure;
        }

        void word() {
            if (!heard) {
                heard = true;
                synchronized (first) {
                    first.record(System.nanoTime() - from);
                }
                begun.countDown();
            }
            words.increment();
        }

        void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /** What is held after what is not held any more was collected. */
    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static Process startServer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TalkingModel.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process server) throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the server of the model did not start");
        }
        return Integer.parseInt(line.trim());
    }
}
