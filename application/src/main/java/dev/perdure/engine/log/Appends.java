package dev.perdure.engine.log;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Appends for callers that have one batch and wait for its outcome. */
public final class Appends {

    private Appends() {}

    /**
     * Appends one batch and waits until its outcome is known.
     *
     * @throws LogUnavailable when it cannot be known
     */
    public static AppendOutcome one(EventAppender log, Batch batch) {
        return await(log.append(List.of(batch))).getFirst();
    }

    private static List<AppendOutcome> await(CompletionStage<List<AppendOutcome>> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof LogUnavailable unavailable) {
                String sentence = unavailable.getMessage();
                throw new LogUnavailable(
                        sentence == null ? "The log is out of reach." : sentence, unavailable);
            }
            throw failed;
        }
    }
}
