package dev.perdure.engine.turn.effect;

import dev.perdure.engine.timing.Mailbox;
import dev.perdure.engine.timing.Timing;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** One run of a tool and what became of it. One thread waits for it at a time. */
final class ToolRun extends FutureTask<ToolResult> {

    private final Mailbox<Boolean> ended;

    ToolRun(Callable<ToolResult> tool, Timing timing) {
        super(tool);
        this.ended = new Mailbox<>(timing);
    }

    /** What the tool answered; waits for it, at most {@code max}. */
    ToolResult get(Duration max) throws InterruptedException, ExecutionException, TimeoutException {
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
