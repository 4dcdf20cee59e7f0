package dev.perdure.engine.turn;

import dev.perdure.engine.timing.Mailbox;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.turn.effect.Performance;
import dev.perdure.engine.turn.effect.ToolCaller;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The effects one runner has started, and the mailbox their outcomes arrive in. An effect is under
 * way until what it came to was settled; what was given up is never heard of again. For the
 * runner's thread, except {@link #put}.
 */
final class EffectsUnderWay {

    private final Timing timing;
    private final Mailbox<Learned> mailbox;
    private final Map<TurnEffect, EffectUnderWay> running = new LinkedHashMap<>();
    private final Map<ToolCallId, ToolResult> receipts = new HashMap<>();

    EffectsUnderWay(Timing timing) {
        this.timing = timing;
        this.mailbox = new Mailbox<>(timing);
    }

    /** Leaves something for the runner. Any thread. */
    void put(Learned learned) {
        if (learned instanceof Learned.LogMoved) {
            mailbox.putOnce(learned);
        } else {
            mailbox.put(learned);
        }
    }

    /** Whether the effect was started and not yet settled; equal effects are the same effect. */
    boolean isUnderWay(TurnEffect effect) {
        return running.containsKey(effect);
    }

    void start(TurnEffect effect, Performance performance) {
        EffectUnderWay started = new EffectUnderWay(effect, performance, timing, this::put);
        running.put(effect, started);
        started.start();
    }

    /** What was learned next; null when {@code max} passes first. */
    @Nullable Learned next(Duration max) throws InterruptedException {
        long end = timing.nanoTime() + max.toNanos();
        Learned learned;
        do {
            learned = mailbox.take(end - timing.nanoTime());
        } while (learned != null && !isOfInterest(learned));
        return learned;
    }

    /** Says that what was learned has had its consequences. */
    void settle(EffectUnderWay effect) {
        running.remove(effect.effect(), effect);
    }

    /** Has the result of a tool run answer for the run when everything is aborted. */
    void keepReceipt(Learned.Outcome outcome) {
        if (outcome.input() instanceof TurnInput.ToolReturned returned) {
            receipts.put(returned.call(), returned.result());
        }
    }

    /** Gives back what was learned and could not be acted upon; it is learned next again. */
    void putBack(Learned learned) {
        mailbox.putFirst(learned);
    }

    /** Waits to be told to stop, at most so long; whatever else arrives is kept. */
    boolean awaitStop(Duration max) throws InterruptedException {
        long end = timing.nanoTime() + max.toNanos();
        Deque<Learned> others = new ArrayDeque<>();
        try {
            Learned learned;
            do {
                learned = mailbox.take(end - timing.nanoTime());
                if (learned != null) {
                    others.addLast(learned);
                }
            } while (learned != null && !(learned instanceof Learned.Stop));
            return learned != null;
        } finally {
            while (!others.isEmpty()) {
                mailbox.putFirst(others.removeLast());
            }
        }
    }

    /** Stops and forgets what is under way and not among {@code wanted}. */
    void keepOnly(List<TurnEffect> wanted) {
        running.values()
                .removeIf(effect -> {
                    boolean unwanted = !wanted.contains(effect.effect());
                    if (unwanted) {
                        effect.stop();
                    }
                    return unwanted;
                });
    }

    /**
     * Stops everything and waits shortly for what the tools have to say.
     *
     * @return the results of tool runs that ended in time, whichever way; all of them at each call
     */
    Map<ToolCallId, ToolResult> abort() throws InterruptedException {
        stopAll();
        long end = timing.nanoTime() + ToolCaller.RECEIPT_TIME_MAX.toNanos();
        Learned stop = null;
        while (running.keySet().stream().anyMatch(TurnEffect.RunTool.class::isInstance)) {
            Learned learned = next(Duration.ofNanos(end - timing.nanoTime()));
            switch (learned) {
                case null -> running.clear();
                case Learned.Outcome outcome -> {
                    keepReceipt(outcome);
                    settle(outcome.effect());
                }
                case Learned.Broken broken -> settle(broken.effect());
                case Learned.LogMoved ignored -> {}
                case Learned.HandOver ignored -> {}
                case Learned.Stop asked -> stop = asked;
            }
        }
        running.clear();
        if (stop != null) {
            putBack(stop);
        }
        return Map.copyOf(receipts);
    }

    /** Stops everything and forgets it. */
    void abandon() {
        stopAll();
        running.clear();
    }

    private void stopAll() {
        running.values().forEach(EffectUnderWay::interrupt);
        running.values().forEach(EffectUnderWay::stop);
    }

    private boolean isOfInterest(Learned learned) {
        return switch (learned) {
            case Learned.Outcome outcome -> isUnderWay(outcome.effect());
            case Learned.Broken broken -> isUnderWay(broken.effect());
            case Learned.LogMoved ignored -> true;
            case Learned.HandOver ignored -> true;
            case Learned.Stop ignored -> true;
        };
    }

    private boolean isUnderWay(EffectUnderWay effect) {
        return running.get(effect.effect()) == effect;
    }
}
