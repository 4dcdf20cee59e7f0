package dev.perdure.engine.turn;

import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The effects one runner has started, and the mailbox their outcomes arrive in. */
final class EffectsUnderWay {

    /** How long an interrupted effect may take to say what became of it. */
    static final Duration RECEIPT_TIME_MAX = Duration.ofMillis(150);

    private final BlockingQueue<Learned> mailbox = new LinkedBlockingQueue<>();
    private final Map<TurnEffect, Thread> running = new LinkedHashMap<>();

    void put(Learned learned) {
        mailbox.add(learned);
    }

    /** Starts the effect unless it is under way; equal effects are the same effect. */
    void start(TurnEffect effect, Callable<TurnInput> interpreter) {
        if (!running.containsKey(effect)) {
            running.put(
                    effect,
                    Thread.ofVirtual()
                            .name("perdure-effect")
                            .start(() -> mailbox.add(outcome(effect, interpreter))));
        }
    }

    /** What was learned next; null when {@code max} passes first. */
    @Nullable Learned next(Duration max) throws InterruptedException {
        Learned learned = mailbox.poll(Math.max(0, max.toMillis()), TimeUnit.MILLISECONDS);
        forget(learned);
        return learned;
    }

    /** Interrupts and forgets what is under way and not among {@code wanted}. */
    void keepOnly(List<TurnEffect> wanted) {
        Iterator<Map.Entry<TurnEffect, Thread>> entries = running.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<TurnEffect, Thread> entry = entries.next();
            if (!wanted.contains(entry.getKey())) {
                entry.getValue().interrupt();
                entries.remove();
            }
        }
    }

    /**
     * Interrupts everything and waits shortly for what the tools have to say.
     *
     * @return the results of tool runs that ended in time, whichever way
     */
    Map<ToolCallId, ToolResult> abort() throws InterruptedException {
        Map<ToolCallId, ToolResult> receipts = new HashMap<>();
        running.values().forEach(Thread::interrupt);
        long end = System.nanoTime() + RECEIPT_TIME_MAX.toNanos();
        while (running.keySet().stream().anyMatch(TurnEffect.RunTool.class::isInstance)) {
            Learned learned = next(Duration.ofNanos(end - System.nanoTime()));
            if (learned == null) {
                break;
            }
            if (learned instanceof Learned.Outcome outcome
                    && outcome.input() instanceof TurnInput.ToolReturned returned) {
                receipts.put(returned.call(), returned.result());
            } else if (learned instanceof Learned.Broken broken
                    && broken.effect() instanceof TurnEffect.RunTool tool
                    && broken.cause() instanceof InterruptedException) {
                receipts.put(tool.call().id(), ToolResult.cancelled());
            }
        }
        running.clear();
        return receipts;
    }

    /** Interrupts everything and forgets it. */
    void abandon() {
        running.values().forEach(Thread::interrupt);
        running.clear();
    }

    private void forget(@Nullable Learned learned) {
        if (learned instanceof Learned.Outcome outcome) {
            running.remove(outcome.effect());
        } else if (learned instanceof Learned.Broken broken) {
            running.remove(broken.effect());
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static Learned outcome(TurnEffect effect, Callable<TurnInput> interpreter) {
        try {
            return new Learned.Outcome(effect, interpreter.call());
        } catch (Exception cause) {
            return new Learned.Broken(effect, cause);
        }
    }
}
