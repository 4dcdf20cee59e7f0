package dev.perdure.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * From the moment the first byte of the POST of a cancel is written, to the last event of the turn
 * on a stream that was open before, in every phase a turn can be in; one turn at a time. Where a
 * model is called, it is one behind a socket, and the time to the close that its server sees is
 * taken as well.
 */
final class Cancelling implements Part.Measurement {

    private static final double MILLIS_MAX = 250;
    private static final int PLACES = 4;
    private static final int QUEUED_ONE_IN = 20;
    private static final long QUEUED_MILLIS_MAX = 1_000;
    private static final long PATIENCE_SECONDS = 20;

    /** Long enough for a turn that has said what it waits for to have come to rest. */
    private static final long REST_MILLIS = 50;

    /** Where a turn is when it is cancelled. */
    private enum Phase {
        BEFORE_THE_FIRST_BYTE("before the first byte", CutModel.SILENT, "reason.started"),
        IN_MID_STREAM("in mid-stream", CutModel.TALKATIVE, "output.message.delta"),
        TOOL_RUNNING("a tool running", CountingTools.HANGING, "tool.started"),
        WAITING_FOR_RESULTS("waiting for the client's results", "ask", "tool.call_requested"),
        WAITING_FOR_A_RULING(
                "waiting for a decision", CountingTools.UNSURE, "tool.decision_requested"),
        QUEUED("queued, no place free", CountingTools.HANGING, "input.message");

        private final String label;
        private final String uses;
        private final String reached;

        Phase(String label, String uses, String reached) {
            this.label = label;
            this.uses = uses;
            this.reached = reached;
        }

        boolean callsModel() {
            return this == BEFORE_THE_FIRST_BYTE || this == IN_MID_STREAM;
        }

        boolean rests() {
            return this == WAITING_FOR_RESULTS || this == WAITING_FOR_A_RULING;
        }

        String agent() {
            if (callsModel()) {
                return """
                {"name":"cut-%s","system_prompt":"Talk.","default_model_id":"cut/%s"}
                """
                        .formatted(uses, uses);
            }
            String tools =
                    this == WAITING_FOR_RESULTS
                            ? "\"tools\":[{\"type\":\"client_side\",\"name\":\"ask\"}]"
                            : "\"capabilities\":[{\"ref\":\"" + CountingTools.CAPABILITY + "\"}]";
            return """
            {"name":"calls-%s","system_prompt":"Call.","default_model_id":"simulated-fast",%s,
             "model_settings":{"simulated":{"script":[
               {"text":"","tool_calls":[{"name":"%s","arguments":{}}]},{"text":"Done."}]}}}
            """
                    .formatted(uses, tools, uses);
        }
    }

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Latencies closes = new Latencies();
        long committed;
        long taken;
        Path configuration = stage.directory("cancel.yml");
        try (Counter counter = Counter.open();
                CutModel model = CutModel.open()) {
            Files.writeString(configuration, model.configuration());
            Map<String, String> settings =
                    Map.of(
                            "PERDURE_CONFIG",
                            configuration.toString(),
                            "PERDURE_PLACES",
                            Integer.toString(PLACES));
            try (ServiceProgram service =
                            stage.startCounting(
                                    stage.plan().port() + 2,
                                    stage.createDatabase(),
                                    counter,
                                    settings);
                    HttpConnection connection = HttpConnection.open(service.port());
                    StreamReaders readers = StreamReaders.of(service.port())) {
                Talk talk = new Talk(connection, readers, model, closes);
                for (Phase phase : Phase.values()) {
                    report.add(talk.measure(phase, stage.scale().cancels()));
                    report.explain(phase.label + ": " + talk.last());
                }
                committed = talk.committed;
                taken = talk.taken;
            }
        }
        report.explain(
                "to the close at the model's server: " + closes + "; load " + Machine.load());
        report.add(
                Figure.atMost(
                        "cancel to the close at the model's server, p99",
                        closes.millis(99),
                        MILLIS_MAX,
                        " ms"));
        report.add(
                Figure.atMost(
                        "pieces in the log that the model's server wrote after that",
                        (double) committed,
                        0,
                        ""));
        report.add(
                Figure.noted(
                        "pieces that the systems between took from the model's server after that",
                        Long.toString(taken)));
    }

    /** Cancels turns, one after the other. */
    private static final class Talk {

        private final HttpConnection connection;
        private final StreamReaders readers;
        private final CutModel model;
        private final Latencies closes;
        private Latencies latencies = new Latencies();
        private long committed;
        private long taken;

        Talk(HttpConnection connection, StreamReaders readers, CutModel model, Latencies closes) {
            this.connection = connection;
            this.readers = readers;
            this.model = model;
            this.closes = closes;
        }

        Latencies last() {
            return latencies;
        }

        Figure measure(Phase phase, int cancels) throws Exception {
            String agent = connection.agent(phase.agent());
            latencies = new Latencies();
            if (phase == Phase.QUEUED) {
                for (int cancel = 0; cancel < cancels; cancel += QUEUED_ONE_IN) {
                    cancelQueued(agent);
                }
            } else {
                // What is cancelled for the first time is loaded and compiled for it.
                for (int cancel = 0; cancel < cancels / 4; cancel++) {
                    cancelOne(agent, phase, new Latencies(), new Latencies());
                }
                for (int cancel = 0; cancel < cancels; cancel++) {
                    cancelOne(agent, phase, latencies, closes);
                }
            }
            return Figure.atMost(
                    "cancel to the last event, " + phase.label + ", p99",
                    latencies.millis(99),
                    MILLIS_MAX,
                    " ms");
        }

        /** Its end may come to wait for a place; after a second there is one. */
        private void cancelQueued(String agent) throws Exception {
            List<Watched> holders = new ArrayList<>();
            for (int place = 0; place < PLACES; place++) {
                holders.add(begin(agent, Phase.TOOL_RUNNING));
            }
            Watched turn = begin(agent, Phase.QUEUED);
            long begin = System.nanoTime();
            cancel(turn);
            turn.awaitEndFor(QUEUED_MILLIS_MAX);
            for (Watched holder : holders) {
                cancel(holder);
                holder.awaitEnd();
            }
            latencies.record(turn.awaitEnd() - begin);
        }

        private Watched begin(String agent, Phase phase) throws Exception {
            Watched turn = new Watched(connection.session(agent), phase.reached);
            readers.follow(turn.session, turn::see);
            readers.awaitOpen();
            connection.say(turn.session);
            turn.awaitReached();
            return turn;
        }

        private void cancelOne(String agent, Phase phase, Latencies toTheEnd, Latencies toTheClose)
                throws Exception {
            Watched turn = begin(agent, phase);
            CutModel.Call call = phase.callsModel() ? model.next() : null;
            if (phase.rests()) {
                TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            }
            long begin = System.nanoTime();
            cancel(turn);
            toTheEnd.record(turn.awaitEnd() - begin);
            if (call != null) {
                toTheClose.record(call.awaitCut() - begin);
                committed += Math.max(0, turn.words.get() - call.wordsBefore());
                taken += call.taken();
            }
        }

        private void cancel(Watched turn) throws Exception {
            connection.post("/v1/sessions/" + turn.session + "/cancel", "{}");
        }
    }

    /** What one reader sees of one turn. */
    private static final class Watched {

        private final String session;
        private final String trigger;
        private final Semaphore reached = new Semaphore(0);
        private final Semaphore ended = new Semaphore(0);
        private boolean cancelled;
        private final AtomicInteger words = new AtomicInteger();
        private volatile long endedNanos;

        Watched(String session, String trigger) {
            this.session = session;
            this.trigger = trigger;
        }

        void see(StreamFrame frame) {
            if (frame.is(trigger)) {
                reached.release();
            }
            if (frame.is("output.message.delta")) {
                words.addAndGet(frame.text("delta").length() / "word ".length());
            } else if (frame.is("turn.cancelled")) {
                cancelled = true;
            } else if (frame.is("session.idled") && cancelled) {
                endedNanos = frame.arrivedNanos();
                ended.release();
            }
        }

        void awaitReached() throws InterruptedException {
            if (!reached.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no " + trigger + " came");
            }
        }

        void awaitEndFor(long millis) throws InterruptedException {
            if (ended.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                ended.release();
            }
        }

        long awaitEnd() throws InterruptedException {
            if (!ended.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a cancelled turn did not end, after " + trigger);
            }
            return endedNanos;
        }
    }
}
