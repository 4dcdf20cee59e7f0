package dev.perdure.llm.provider;

import dev.perdure.egress.sse.SseEvent;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * The decoder of a wire whose every event is a JSON object: it sees to the errors among them and to
 * what is no JSON, and leaves the rest to the wire's reader.
 */
public final class EventDecoder implements AnswerDecoder {

    private static final String DONE = "[DONE]";

    private final Failures failures;
    private final EventReader reader;
    private final Chunks chunks;

    /**
     * A decoder of one answer.
     *
     * @param model as asked for
     */
    public EventDecoder(String model, Failures failures, EventReader reader) {
        this.failures = failures;
        this.reader = reader;
        this.chunks = new Chunks(model);
    }

    @Override
    public List<ModelChunk> decode(SseEvent event) {
        String data = event.data().strip();
        if (!data.equals(DONE)) {
            Optional<JsonObject> object =
                    Json.parse(data).fold(bad -> Optional.empty(), EventDecoder::object);
            if (object.isEmpty()) {
                chunks.fail(failures.garbled("sent an event that is no JSON object"));
            } else if (ProviderError.isOne(event.name(), object.get())) {
                chunks.fail(failures.inBand(ProviderError.of(object.get())));
            } else {
                reader.read(object.get(), chunks);
            }
        }
        return chunks.taken();
    }

    @Override
    public List<ModelChunk> endOfStream() {
        if (chunks.hasStarted()) {
            reader.finish(chunks);
        } else {
            chunks.fail(failures.garbled("ended its stream without an answer"));
        }
        return chunks.taken();
    }

    @Override
    public boolean isOver() {
        return chunks.isOver();
    }

    @Override
    public Optional<Usage> usage() {
        return reader.usage();
    }

    @Override
    public boolean isFinishing() {
        return reader.isFinishing();
    }

    private static Optional<JsonObject> object(JsonValue value) {
        return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }
}
