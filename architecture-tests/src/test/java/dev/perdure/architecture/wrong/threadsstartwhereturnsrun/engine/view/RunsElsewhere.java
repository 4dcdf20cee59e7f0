package dev.perdure.architecture.wrong.threadsstartwhereturnsrun.engine.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

public final class RunsElsewhere {
    private RunsElsewhere() {}

    static CompletionStage<Void> go(Runnable task) {
        return CompletableFuture.runAsync(task);
    }
}
