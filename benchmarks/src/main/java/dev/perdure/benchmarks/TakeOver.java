package dev.perdure.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Two services on one database: one runs turns, the other streams them, the first is killed. Timed
 * from the kill to the first event of the new owner, and to the next piece of text, both as a
 * reader of the other service gets them.
 */
final class TakeOver implements Part.Measurement {

    private static final double OWNED_MILLIS_MAX = 250;
    private static final double DELTA_MILLIS_MAX = 1_000;
    private static final int PIECES_BEFORE = 5;
    private static final long PATIENCE_SECONDS = 30;

    private static final String AGENT =
            """
            {"name":"narrator","system_prompt":"Tell.","default_model_id":"simulated-fast",
             "model_settings":{"simulated":{"first_delta_ms":0,"delta_ms":20,"words":150}}}
            """;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Latencies owned = new Latencies();
        Latencies delta = new Latencies();
        Stage.Address database = stage.createDatabase();
        try (ServiceProgram survivor = stage.start(stage.plan().port() + 2, database)) {
            for (int kill = 0; kill < stage.scale().kills(); kill++) {
                killOne(
                        stage,
                        survivor,
                        database,
                        turn -> {
                            owned.record(turn.ownedNanos);
                            delta.record(turn.deltaNanos);
                        });
            }
        }
        report.explain("to the first event of the new owner: " + owned);
        report.explain("to the next piece of text: " + delta + "; load " + Machine.load());
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

    private static void killOne(
            Stage stage, ServiceProgram survivor, Stage.Address database, Consumer<Turn> tell)
            throws Exception {
        int turns = stage.scale().killedTurns();
        CountDownLatch underWay = new CountDownLatch(turns);
        CountDownLatch goesOn = new CountDownLatch(turns);
        List<Turn> all = new ArrayList<>();
        try (ServiceProgram victim = stage.start(stage.plan().port() + 4, database);
                StreamReaders readers = StreamReaders.of(survivor.port());
                HttpConnection connection = HttpConnection.open(victim.port())) {
            String agent = connection.agent(AGENT);
            for (int turn = 0; turn < turns; turn++) {
                Turn watched = new Turn(underWay, goesOn);
                all.add(watched);
                String session = connection.session(agent);
                readers.follow(session, watched::see);
                connection.say(session);
            }
            await(underWay);
            long killed = System.nanoTime();
            victim.kill();
            await(goesOn);
            all.forEach(turn -> turn.since(killed));
        }
        all.forEach(tell);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(latch.getCount() + " turns did not go on");
        }
    }

    /** What one reader sees; its fields are read when it has seen everything. */
    private static final class Turn {

        private final CountDownLatch underWay;
        private final CountDownLatch goesOn;
        private int pieces;
        private boolean recovered;
        private long ownedNanos;
        private long deltaNanos;

        Turn(CountDownLatch underWay, CountDownLatch goesOn) {
            this.underWay = underWay;
            this.goesOn = goesOn;
        }

        void see(StreamFrame frame) {
            if (frame.is("output.message.delta")) {
                pieces++;
                if (pieces == PIECES_BEFORE) {
                    underWay.countDown();
                }
                if (recovered && deltaNanos == 0) {
                    deltaNanos = frame.arrivedNanos();
                    goesOn.countDown();
                }
            } else if (frame.is("reason.recovered")) {
                recovered = true;
                ownedNanos = frame.arrivedNanos();
            }
        }

        void since(long killed) {
            ownedNanos -= killed;
            deltaNanos -= killed;
        }
    }
}
