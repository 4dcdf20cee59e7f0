package dev.perdure.benchmarks;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.loop.SessionState;
import dev.perdure.message.MessageId;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What it costs to go on with a session that holds many pieces of text, beside one that holds none
 * and is otherwise the same: a stream opened near its end by its place, the last page of it, and
 * the fold of which the context of the next model call is made. Both are measured in turns, one of
 * each, so that whoever else uses the machine disturbs both alike.
 */
final class LongSession implements Part.Measurement {

    private static final double RATIO_MAX = 1.1;
    private static final int TURNS = 50;
    private static final int PAGE = 100;
    private static final int BATCH = 2_000;
    private static final int UNDER_WAY = 2;
    private static final int WARM_UPS = 300;
    private static final int REPETITIONS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Something done with a session, to be timed. */
    @FunctionalInterface
    private interface Act {
        void with(SessionKey session) throws InterruptedException;
    }

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        int pieces = stage.scale().longSession();
        try (Engine engine =
                Engine.start(
                        stage.createDatabase().storage(),
                        List.of(SimulatedModels.create()),
                        List.of(),
                        EngineConfig.of(new ModelRef("simulated-fast")))) {
            SessionKey bare = talk(engine);
            SessionKey full = talk(engine);
            CpuTimes before = CpuTimes.of(stage);
            fill(engine.storage().log(), full, pieces);
            // Both end alike: with turns that came after all those pieces.
            goOn(engine.resume(bare));
            goOn(engine.resume(full));
            report.explain(
                    String.format(Locale.ROOT, "%,d pieces written; ", pieces)
                            + CpuTimes.of(stage).since(before));
            EventLog log = engine.storage().log();
            compare(report, pieces, "resuming a stream", bare, full, key -> resume(log, key));
            compare(report, pieces, "a page of 100 events", bare, full, key -> page(log, key));
            compare(
                    report,
                    pieces,
                    "the context of a model call",
                    bare,
                    full,
                    key -> fold(log, key));
        }
    }

    private static SessionKey talk(Engine engine) throws InterruptedException {
        Conversation conversation =
                engine.converse(
                        AgentSettings.of("bench", "Answer.")
                                .withModelSettings(EmbeddedTurns.oneWord()));
        goOn(conversation);
        return conversation.session();
    }

    private static void goOn(Conversation conversation) throws InterruptedException {
        for (int turn = 0; turn < TURNS; turn++) {
            conversation.say("Go on.").text();
        }
    }

    /** Writes the pieces as an owner of the session does. */
    private static void fill(EventLog log, SessionKey session, int pieces) {
        Deque<CompletionStage<List<AppendOutcome>>> underWay = new ArrayDeque<>();
        TurnId turn = new TurnId(UUID.randomUUID());
        for (int written = 0; written < pieces; written += BATCH) {
            MessageId message = new MessageId(UUID.randomUUID());
            List<Entry> batch = new ArrayList<>(BATCH);
            for (int at = 0; at < Math.min(BATCH, pieces - written); at++) {
                batch.add(new Delta.OutputDelta(turn, message, at, "w"));
            }
            underWay.add(
                    log.append(List.of(Batch.of(session, new Guard.Exists(), List.copyOf(batch)))));
            if (underWay.size() == UNDER_WAY) {
                check(underWay.removeFirst());
            }
        }
        underWay.forEach(LongSession::check);
    }

    private static void check(CompletionStage<List<AppendOutcome>> stage) {
        AppendOutcome outcome = stage.toCompletableFuture().join().getFirst();
        if (!(outcome instanceof AppendOutcome.Appended)) {
            throw new IllegalStateException("refused: " + outcome);
        }
    }

    private static void resume(EventLog log, SessionKey session) throws InterruptedException {
        Offset near = new Offset(log.head(session).orElseThrow().offset().value() - PAGE);
        try (EventTail.Subscription tail = log.follow(session, near)) {
            int seen = 0;
            while (seen < PAGE) {
                int more = tail.next(PATIENCE).size();
                if (more == 0) {
                    throw new IllegalStateException("a stream did not resume");
                }
                seen += more;
            }
        }
    }

    private static void page(EventLog log, SessionKey session) {
        Offset near = new Offset(log.head(session).orElseThrow().offset().value() - PAGE);
        int latest = log.latest(session, new StreamVersion(Long.MAX_VALUE), PAGE).size();
        int read = log.read(session, near, PAGE, Selection.FACTS_AND_DELTAS).size();
        if (latest != PAGE || read != PAGE) {
            throw new IllegalStateException("a page is not full");
        }
    }

    private static void fold(EventLog log, SessionKey session) {
        SessionState state = SessionLoader.load(log, session);
        if (state.transcript().items().size() != 4 * TURNS) {
            throw new IllegalStateException("the context lacks something");
        }
    }

    private static void compare(
            Report report, int pieces, String what, SessionKey bare, SessionKey full, Act act)
            throws InterruptedException {
        Latencies none = new Latencies();
        Latencies many = new Latencies();
        for (int repetition = -WARM_UPS; repetition < REPETITIONS; repetition++) {
            long begin = System.nanoTime();
            act.with(bare);
            long between = System.nanoTime();
            act.with(full);
            long end = System.nanoTime();
            if (repetition >= 0) {
                none.record(between - begin);
                many.record(end - between);
            }
        }
        report.explain(what + ", no pieces: " + none);
        report.explain(what + String.format(Locale.ROOT, ", %,d pieces: ", pieces) + many);
        report.add(
                Figure.atMost(
                        what
                                + String.format(
                                        Locale.ROOT,
                                        " at %,d pieces of text and at none, p50",
                                        pieces),
                        many.millis(50) / none.millis(50),
                        RATIO_MAX,
                        ""));
    }
}
