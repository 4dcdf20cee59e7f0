package dev.perdure.benchmarks;

import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.engine.view.Snapshots;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What it costs a node that never saw a session to make what a model is shown of it, when there are
 * many facts in its log, beside one with few. Both show a model the same: what else was said in the
 * long one lies on a branch that was left. Beside that, one in which all is shown, with its
 * snapshot and without.
 */
final class LongLog implements Part.Measurement {

    private static final double RATIO_MAX = 1.1;
    private static final int WARM_UPS = 200;
    private static final int REPETITIONS = 1_000;
    private static final int LONG_REPETITIONS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        int facts = stage.scale().longLog();
        try (Engine engine =
                Engine.start(
                        stage.createDatabase().storage(),
                        List.of(SimulatedModels.create()),
                        List.of(),
                        EngineConfig.of(new ModelRef("simulated-fast")))) {
            Storage storage = engine.storage();
            WrittenLogs logs = WrittenLogs.of(engine);
            CpuTimes before = CpuTimes.of(stage);

            SessionKey brief = logs.open();
            logs.talk(brief);
            SessionKey shown = logs.open();
            logs.fill(shown, facts);
            takeSnapshot(storage, shown);
            SessionKey left = logs.open();
            logs.fill(left, facts);
            logs.append(
                    left, List.of(new SessionEvent.HeadMoved(StreamVersion.NONE.next(), "Anew.")));
            takeSnapshot(storage, left);
            logs.talk(left);
            report.explain(
                    String.format(Locale.ROOT, "twice %,d facts written; ", facts)
                            + CpuTimes.of(stage).since(before));

            compare(report, facts, storage, brief, left);
            wholeConversation(report, facts, storage, shown);
        }
    }

    /** As the node does that ended a turn. */
    private static void takeSnapshot(Storage storage, SessionKey session) {
        FoldedSessions folded = cold(storage);
        SessionState state = folded.load(session);
        folded.left(session, state);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (storage.snapshots().latest(session, state.version()).isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("no snapshot was taken");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static FoldedSessions cold(Storage storage) {
        return new FoldedSessions(
                storage.log(), new Snapshots(storage.snapshots(), Timing.system()));
    }

    private static int context(SessionState state) {
        List<TranscriptItem> context =
                state.transcript().forModel(TurnLimits.TRANSCRIPT_CHARACTERS);
        return context.size();
    }

    private static long timed(int items, Supplier<SessionState> load) {
        long begin = System.nanoTime();
        int shown = context(load.get());
        long elapsed = System.nanoTime() - begin;
        if (shown != items) {
            throw new IllegalStateException("the context has " + shown + " items, not " + items);
        }
        return elapsed;
    }

    private static void compare(
            Report report, int facts, Storage storage, SessionKey brief, SessionKey full) {
        int items = context(SessionLoader.load(storage.log(), brief));
        Latencies few = new Latencies();
        Latencies many = new Latencies();
        for (int repetition = -WARM_UPS; repetition < REPETITIONS; repetition++) {
            long one = timed(items, () -> cold(storage).load(brief));
            long other = timed(items, () -> cold(storage).load(full));
            if (repetition >= 0) {
                few.record(one);
                many.record(other);
            }
        }
        String what = "the context of a model call on a cold node";
        report.explain(what + ", few facts: " + few);
        report.explain(what + String.format(Locale.ROOT, ", %,d facts: ", facts) + many);
        report.add(
                Figure.atMost(
                        what + String.format(Locale.ROOT, " at %,d facts and at 100, p50", facts),
                        many.millis(50) / few.millis(50),
                        RATIO_MAX,
                        ""));
    }

    private static void wholeConversation(
            Report report, int facts, Storage storage, SessionKey shown) {
        int items = context(SessionLoader.load(storage.log(), shown));
        Latencies from = new Latencies();
        Latencies without = new Latencies();
        for (int repetition = 0; repetition < LONG_REPETITIONS; repetition++) {
            from.record(timed(items, () -> cold(storage).load(shown)));
            without.record(timed(items, () -> SessionLoader.load(storage.log(), shown)));
        }
        report.add(
                Figure.noted(
                        String.format(
                                Locale.ROOT,
                                "all %,d messages of %,d facts on a cold node, from the snapshot, p50",
                                items,
                                facts),
                        Figure.number(from.millis(50))
                                + " ms; from all facts "
                                + Figure.number(without.millis(50))
                                + " ms"));
    }
}
