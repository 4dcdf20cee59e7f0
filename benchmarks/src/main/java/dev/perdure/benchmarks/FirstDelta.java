package dev.perdure.benchmarks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * From the moment the first byte of a POST of a message is written, to the moment the first piece
 * of the answer has been read from a stream that was open before; one message at a time, the
 * service idle otherwise, a model without any wait.
 */
final class FirstDelta implements Part.Measurement {

    private static final int PER_SESSION = 25;
    private static final int WARM_UP_SHARE = 4;
    private static final long PATIENCE_SECONDS = 20;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        ServiceProgram service = stage.warmService(report);
        int messages = stage.scale().firstDeltas();
        try (HttpConnection connection = HttpConnection.open(service.port());
                StreamReaders readers = StreamReaders.of(service.port())) {
            String agent = connection.agent(AGENT);
            measure(connection, readers, agent, messages / WARM_UP_SHARE);
            CpuTimes before = CpuTimes.of(stage);
            Latencies latencies = measure(connection, readers, agent, messages);
            report.explain(latencies + "; " + CpuTimes.of(stage).since(before));
            report.add(
                    Figure.atMost(
                            "POST to the first piece on an open stream, idle, p50",
                            latencies.millis(50),
                            8,
                            " ms"));
            report.add(
                    Figure.atMost(
                            "POST to the first piece on an open stream, idle, p99",
                            latencies.millis(99),
                            25,
                            " ms"));
        }
    }

    static final String AGENT =
            """
            {"name":"at-once","system_prompt":"Answer.","default_model_id":"simulated-fast",
             "model_settings":{"simulated":{"script":[{"text":"Done."}]}}}
            """;

    private static Latencies measure(
            HttpConnection connection, StreamReaders readers, String agent, int messages)
            throws Exception {
        Latencies latencies = new Latencies();
        String session = "";
        Arrival arrival = new Arrival();
        for (int message = 0; message < messages; message++) {
            if (message % PER_SESSION == 0) {
                session = connection.session(agent);
                arrival = new Arrival();
                readers.follow(session, arrival::see);
                readers.awaitOpen();
            }
            long begin = System.nanoTime();
            connection.say(session);
            latencies.record(arrival.await() - begin);
        }
        return latencies;
    }

    /** What one reader sees of one turn after the other. */
    private static final class Arrival {

        private final Semaphore ended = new Semaphore(0);
        private boolean seen;
        private volatile long firstNanos;

        void see(StreamFrame frame) {
            if (!seen && frame.is("output.message.delta")) {
                seen = true;
                firstNanos = frame.arrivedNanos();
            } else if (frame.is("session.idled")) {
                seen = false;
                ended.release();
            }
        }

        /** Waits for the end of the turn; answers when its first piece arrived. */
        long await() throws InterruptedException {
            if (!ended.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a turn did not end");
            }
            return firstNanos;
        }
    }
}
