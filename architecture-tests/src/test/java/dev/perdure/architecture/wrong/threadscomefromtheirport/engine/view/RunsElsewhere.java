package dev.perdure.architecture.wrong.threadscomefromtheirport.engine.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

public final class RunsElsewhere {
    private RunsElsewhere() {}

    static CompletionStage<Void> go(Runnable task) {
        return CompletableFuture.runAsync(task);
    }
}
