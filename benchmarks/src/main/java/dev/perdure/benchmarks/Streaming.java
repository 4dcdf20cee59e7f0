package dev.perdure.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Many turns that stream 50 words a second each, every one to a reader of its own.
 *
 * <p>The simulated model has a schedule: word k is due k times 20 ms after the call began, however
 * late the words before it were. The call begins after {@code reason.started} was committed, and
 * that event carries the time at which its commit began. So from that time plus k times 20 ms, to
 * the moment the driver has read the frame with word k, is at least as long as the way from the
 * model to the socket: it holds the commit of {@code reason.started} and up to one millisecond of
 * rounding besides. This is what is reported. That surplus is the same for all words of a turn; to
 * see how much it is, the same times are given after the fastest word of its turn as well.
 */
final class Streaming implements Part.Measurement {

    private static final int WORD_MILLIS = 20;
    private static final long WORD_NANOS = TimeUnit.MILLISECONDS.toNanos(WORD_MILLIS);
    private static final int WORD_LENGTH = 6;
    private static final int STARTERS = 8;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_SECONDS = 60;

    /** The goal for the 99th percentile, by turns. */
    private static double goalMillis(int turns) {
        return turns <= 200 ? 25 : 150;
    }

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        stage.warmService(report);
        int words = Math.toIntExact(stage.scale().streaming().toMillis() / WORD_MILLIS);
        // What streams is not what answers one word: it has to be compiled first as well.
        int first = stage.scale().streams().getFirst();
        report.explain(
                "the service "
                        + Compilers.settle(
                                stage.service().handle().pid(),
                                stage.scale(),
                                () -> run(stage, first, words)));
        for (int turns : stage.scale().streams()) {
            tell(report, run(stage, turns, words), words);
        }
    }

    private record Run(List<Turn> turns, String used, int lost) {}

    private static Run run(Stage stage, int turns, int words) throws Exception {
        int port = stage.service().port();
        CountDownLatch ended = new CountDownLatch(turns);
        List<Turn> all = new ArrayList<>();
        String used;
        int lost;
        try (HttpConnection setup = HttpConnection.open(port);
                StreamReaders readers = StreamReaders.of(port)) {
            String agent = setup.agent(agent(words));
            for (int turn = 0; turn < turns; turn++) {
                all.add(new Turn(setup.session(agent), words, ended));
                readers.follow(all.getLast().session(), all.getLast()::see);
            }
            readers.awaitOpen();
            CpuTimes before = CpuTimes.of(stage);
            startAll(port, all);
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(ended.getCount() + " turns did not end");
            }
            CpuTimes after = CpuTimes.of(stage);
            used = after.since(before) + "; " + after.each(before, (double) turns * words);
            lost = readers.lost();
        }
        return new Run(all, used, lost);
    }

    private static void tell(Report report, Run run, int words) {
        List<Turn> all = run.turns();
        Latencies latencies = new Latencies();
        Latencies afterFastest = new Latencies();
        long dropped = 0;
        long frames = 0;
        for (Turn turn : all) {
            dropped += turn.dropped();
            frames += turn.frames();
            turn.tell(latencies, afterFastest);
        }
        String name = all.size() + " turns × 50 words/s";
        report.add(
                Figure.atMost(
                        name + ", model to socket, p99",
                        latencies.millis(99),
                        goalMillis(all.size()),
                        " ms"));
        report.add(Figure.atMost(name + ", words dropped", (double) (dropped + run.lost()), 0, ""));
        report.explain(name + ": " + latencies);
        report.explain(name + ", after the fastest word of its turn: " + afterFastest);
        report.explain(
                String.format(
                        Locale.ROOT,
                        "%s: %,d words in %,d frames; %s",
                        name,
                        (long) all.size() * words,
                        frames,
                        run.used()));
    }

    private static String agent(int words) {
        StringBuilder text = new StringBuilder(words * WORD_LENGTH);
        for (int word = 0; word < words; word++) {
            text.append(String.format(Locale.ROOT, "%05d ", word));
        }
        return """
        {"name":"streamer-%d","system_prompt":"Count.","default_model_id":"simulated-fast",
         "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":%d,"script":[{"text":"%s"}]}}}
        """
                .formatted(words, WORD_MILLIS, text);
    }

    /** Spread over a second, so that the words of different turns are not due together. */
    private static void startAll(int port, List<Turn> all) throws Exception {
        List<Thread> starters = new ArrayList<>();
        long begin = System.nanoTime();
        for (int starter = 0; starter < STARTERS; starter++) {
            int first = starter;
            starters.add(
                    Thread.ofVirtual().start(() -> startEvery(STARTERS, first, port, all, begin)));
        }
        for (Thread starter : starters) {
            starter.join();
        }
    }

    private static void startEvery(int step, int first, int port, List<Turn> all, long begin) {
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int turn = first; turn < all.size(); turn += step) {
                long due = begin + turn * START_NANOS / all.size();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                connection.say(all.get(turn).session());
            }
        } catch (InterruptedException | IOException failed) {
            throw new IllegalStateException("a turn could not be started", failed);
        }
    }

    /** What one reader sees of its turn. */
    private static final class Turn {

        private static final long WALL_MINUS_MONOTONIC = wallMinusMonotonic();

        private final String session;
        private final long[] wordNanos;
        private final CountDownLatch ended;
        private long beginNanos;
        private int next;
        private int misplaced;
        private int frames;

        Turn(String session, int words, CountDownLatch ended) {
            this.session = session;
            this.wordNanos = new long[words];
            this.ended = ended;
        }

        private static long wallMinusMonotonic() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
        }

        String session() {
            return session;
        }

        int frames() {
            return frames;
        }

        void see(StreamFrame frame) {
            if (frame.is("output.message.delta")) {
                frames++;
                take(frame.text("delta"), frame.arrivedNanos());
            } else if (frame.is("reason.started")) {
                Instant begun = Instant.parse(frame.text("ts"));
                beginNanos = begun.toEpochMilli() * 1_000_000L - WALL_MINUS_MONOTONIC;
            } else if (frame.is("turn.completed")) {
                ended.countDown();
            }
        }

        private void take(String text, long arrivedNanos) {
            for (int at = 0; at + WORD_LENGTH <= text.length(); at += WORD_LENGTH) {
                int word = Integer.parseInt(text, at, at + WORD_LENGTH - 1, 10);
                if (word != next || word >= wordNanos.length) {
                    misplaced++;
                    continue;
                }
                wordNanos[next] = arrivedNanos - beginNanos - next * WORD_NANOS;
                next++;
            }
        }

        /** Words that did not come, or not in their place. */
        int dropped() {
            return wordNanos.length - next + misplaced;
        }

        void tell(Latencies latencies, Latencies afterFastest) {
            long fastest = Arrays.stream(wordNanos, 0, next).min().orElse(0);
            for (int word = 0; word < next; word++) {
                latencies.record(wordNanos[word]);
                afterFastest.record(wordNanos[word] - fastest);
            }
        }
    }
}
