package dev.perdure.llm.provider;

import dev.perdure.json.JsonObject;
import dev.perdure.model.Usage;
import java.util.Optional;

/** What a wire makes of the events of one answer. For one thread. */
public interface EventReader {

    /** Takes in an event that is no error. */
    void read(JsonObject event, Chunks chunks);

    /** Ends an answer that has started, or says that it has not ended. */
    void finish(Chunks chunks);

    /** What the server has counted in the end. */
    Optional<Usage> usage();

    /** Whether the server has said why it finishes, so that only usage can follow. */
    boolean isFinishing();
}
