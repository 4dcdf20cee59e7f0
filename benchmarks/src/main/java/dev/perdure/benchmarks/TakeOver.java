package dev.perdure.benchmarks;

import dev.perdure.persistence.PostgresStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two services on one database: one runs turns, the other streams them, the first is killed. Timed
 * from the kill to the first event of the new owner, and to the next piece of text, both as a
 * reader of the other service gets them. Every fourth turn calls a tool over and over that counts
 * at a counter of the driver's; a turn in which the kill cut neither an attempt of the model nor a
 * run of a tool has no such first event, and is not timed. Afterwards what every reader saw is
 * compared with the log, record by record. In the long form the first kill finds a survivor that
 * has done nothing yet; it is not timed.
 */
final class TakeOver implements Part.Measurement {

    private static final double OWNED_MILLIS_MAX = 250;
    private static final double DELTA_MILLIS_MAX = 1_000;
    private static final int WORDS = 250;
    private static final int TOOL_STEPS = 12;
    private static final int ONE_IN = 4;
    private static final long PATIENCE_SECONDS = 60;

    private static final String NARRATOR =
            """
            {"name":"narrator","system_prompt":"Tell.","default_model_id":"simulated-fast",
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":20,"words":%d}}}
            """
                    .formatted(WORDS);

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Latencies owned = new Latencies();
        Latencies delta = new Latencies();
        List<TakenOver> all = new ArrayList<>();
        Stage.Address database = stage.createDatabase();
        try (Counter counter = Counter.open()) {
            try (ServiceProgram survivor =
                    stage.startCounting(stage.plan().port() + 2, database, counter, Map.of())) {
                int warmUps = stage.scale().firstWarmUp().isZero() ? 0 : 1;
                for (int kill = -warmUps; kill < stage.scale().kills(); kill++) {
                    try (ServiceProgram victim =
                            stage.startCounting(
                                    stage.plan().port() + 4, database, counter, Map.of())) {
                        List<TakenOver> turns = new ArrayList<>();
                        long killed = killOne(stage, survivor, victim, turns);
                        all.addAll(turns);
                        if (kill >= 0) {
                            turns.forEach(turn -> turn.tell(killed, owned, delta));
                        }
                    }
                }
            }
            tell(report, all, owned, delta);
            tellCounts(report, counter);
        }
        tellReaders(report, database, all);
    }

    /** Answers when it was killed. */
    private static long killOne(
            Stage stage, ServiceProgram survivor, ServiceProgram victim, List<TakenOver> turns)
            throws Exception {
        int count = stage.scale().killedTurns();
        CountDownLatch underWay = new CountDownLatch(count);
        CountDownLatch ended = new CountDownLatch(count);
        try (StreamReaders readers = StreamReaders.of(survivor.port());
                HttpConnection connection = HttpConnection.open(victim.port())) {
            String narrator = connection.agent(NARRATOR);
            String counting = connection.agent(counting());
            for (int turn = 0; turn < count; turn++) {
                String agent = turn % ONE_IN == 0 ? counting : narrator;
                turns.add(new TakenOver(connection.session(agent), underWay, ended));
                readers.follow(turns.getLast().session(), turns.getLast()::see);
            }
            readers.awaitOpen();
            for (TakenOver turn : turns) {
                connection.say(turn.session());
            }
            await(underWay, "turns did not begin");
            long killed = System.nanoTime();
            victim.kill();
            await(ended, "turns did not end");
            if (readers.lost() > 0) {
                throw new IllegalStateException(readers.lost() + " streams ended");
            }
            return killed;
        }
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(latch.getCount() + " " + what);
        }
    }

    /** A few words and a call, again and again; what it calls with differs from step to step. */
    private static String counting() {
        StringBuilder steps = new StringBuilder();
        for (int step = 0; step < TOOL_STEPS; step++) {
            steps.append(
                    """
                    {"text":"one two three four five ","tool_calls":[
                      {"name":"%s","arguments":{"step":%d,"millis":100}}]},
                    """
                            .formatted(CountingTools.KEYED, step));
        }
        return """
        {"name":"clerk","system_prompt":"Count.","default_model_id":"simulated-fast",
         "capabilities":[{"ref":"%s"}],
         "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":20,
         "script":[%s{"text":"Those were all of them."}]}}}
        """
                .formatted(CountingTools.CAPABILITY, steps);
    }

    private static void tell(Report report, List<TakenOver> all, Latencies owned, Latencies delta) {
        report.explain(
                String.format(
                        Locale.ROOT,
                        "%d turns; timed are the %d of which an attempt or a run was cut; load %s",
                        all.size(),
                        owned.count(),
                        Machine.load()));
        report.explain("to the first event of the new owner: " + owned);
        report.explain("to the next piece of text: " + delta);
        report.add(
                Figure.atMost(
                        "take-over after a kill, owned again, p99",
                        owned.millis(99),
                        OWNED_MILLIS_MAX,
                        " ms"));
        report.add(
                Figure.atMost(
                        "take-over after a kill, next piece, p99",
                        delta.millis(99),
                        DELTA_MILLIS_MAX,
                        " ms"));
    }

    private static void tellCounts(Report report, Counter counter) {
        if (counter.calls(CountingTools.KEYED) == 0) {
            throw new IllegalStateException("no tool has counted");
        }
        report.explain(
                String.format(
                        Locale.ROOT,
                        "%,d calls of a tool that counts under a key; %d of them ran twice, under the same key",
                        counter.calls(CountingTools.KEYED),
                        counter.repetitions(CountingTools.KEYED)));
        report.add(
                Figure.atMost(
                        "take-over after a kill, calls counted twice",
                        (double) counter.effectsTwiceUnderKeys(CountingTools.KEYED),
                        0,
                        ""));
    }

    private static void tellReaders(Report report, Stage.Address database, List<TakenOver> all) {
        try (PostgresStorage storage = database.storage()) {
            double others = all.stream().filter(turn -> !turn.sawTheLog(storage.log())).count();
            report.add(
                    Figure.atMost(
                            "take-over after a kill, readers that saw anything but the log",
                            others,
                            0,
                            ""));
        }
    }
}
