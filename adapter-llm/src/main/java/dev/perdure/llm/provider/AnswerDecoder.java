package dev.perdure.llm.provider;

import dev.perdure.egress.sse.SseEvent;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.model.Usage;
import java.util.List;
import java.util.Optional;

/** Turns the events of one answer into chunks of the port's grammar. For one thread. */
public interface AnswerDecoder {

    /** The chunks an event stands for; none for what is of no concern. */
    List<ModelChunk> decode(SseEvent event);

    /** The chunks that are left when the stream has ended, by its end or by a loss. */
    List<ModelChunk> endOfStream();

    /** Whether the last chunk of the answer has been handed out. */
    boolean isOver();

    /** What the server has counted in the end; before that, what it says is true of no answer. */
    Optional<Usage> usage();

    /** Whether the server has said why it finishes, so that only usage can follow. */
    boolean isFinishing();
}
