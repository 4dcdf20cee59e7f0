package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One call of append: collects the outcomes of its batches, which may be committed by different
 * flushes. Whoever settles it does not run what depends on it, which may block.
 */
final class GroupAppend {

    private final AtomicReferenceArray<AppendOutcome> outcomes;
    private final AtomicInteger missing;
    private final CompletableFuture<List<AppendOutcome>> stage = new CompletableFuture<>();

    GroupAppend(int batches) {
        this.outcomes = new AtomicReferenceArray<>(batches);
        this.missing = new AtomicInteger(batches);
        if (batches == 0) {
            stage.complete(List.of());
        }
    }

    CompletionStage<List<AppendOutcome>> stage() {
        return stage;
    }

    void settle(int index, AppendOutcome outcome) {
        outcomes.set(index, outcome);
        if (missing.decrementAndGet() == 0) {
            AppendOutcome[] all = new AppendOutcome[outcomes.length()];
            Arrays.setAll(all, outcomes::get);
            aside(() -> stage.complete(List.of(all)));
        }
    }

    void fail(RuntimeException failure) {
        aside(() -> stage.completeExceptionally(failure));
    }

    private static void aside(Runnable completion) {
        Thread.startVirtualThread(completion);
    }
}
