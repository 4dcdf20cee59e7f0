package dev.perdure.engine.turn.effect;

import dev.perdure.engine.timing.Mailbox;
import dev.perdure.engine.timing.Timing;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** Something asked of a tool and what came of it. One thread waits for it at a time. */
final class ToolRun<T> extends FutureTask<T> {

    private final Mailbox<Boolean> ended;

    ToolRun(Callable<T> tool, Timing timing) {
        super(tool);
        this.ended = new Mailbox<>(timing);
    }

    /** What the tool answered; waits for it, at most {@code max}. */
    T get(Duration max) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone() && ended.take(max.toNanos()) == null) {
            throw new TimeoutException();
        }
        return get();
    }

    @Override
    protected void done() {
        ended.put(true);
    }
}
