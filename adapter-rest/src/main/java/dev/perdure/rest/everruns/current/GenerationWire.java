package dev.perdure.rest.everruns.current;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.message.Message;
import dev.perdure.rest.everruns.wire.FactLookup;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.tool.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Data of {@code llm.generation}. The log keeps no transcript, so {@code messages} is what this
 * call was the first to see: the message that caused its turn, or the results of the step before.
 */
final class GenerationWire {

    private final FactLookup facts;

    GenerationWire(FactLookup facts) {
        this.facts = facts;
    }

    JsonObject data(StepEvent.GenerationRecorded call, StreamVersion version) {
        List<Envelope> seen = facts.facts(call.seenFrom(), call.seenTo());
        return JsonObject.builder()
                .put("messages", new JsonArray(NewToModel.in(seen)))
                .put("output", output(call, version))
                .put("metadata", metadata(call, seen))
                .build();
    }

    /** The content stands in the fact that follows in the same commit. */
    private JsonObject output(StepEvent.GenerationRecorded call, StreamVersion version) {
        for (Envelope next : facts.facts(version.next(), version.next())) {
            if (next.entry() instanceof StepEvent.OutputCompleted completed
                    && completed.message().id().equals(call.output())) {
                return output(completed.message());
            }
        }
        return JsonObject.empty();
    }

    private static JsonObject output(Message message) {
        JsonObjectBuilder output = JsonObject.builder();
        String text = message.text();
        List<ToolCall> calls = message.toolCalls();
        if (!text.isEmpty() || calls.isEmpty()) {
            output.put("text", text);
        }
        if (!calls.isEmpty()) {
            output.put("tool_calls", ToolWire.calls(calls));
        }
        return output.build();
    }

    /** Notes are written right before the call that is the first to be shown them. */
    private static Optional<StepEvent.ContextCompacted> notes(
            StepEvent.GenerationRecorded call, List<Envelope> seen) {
        return seen.stream()
                .map(Envelope::entry)
                .filter(StepEvent.ContextCompacted.class::isInstance)
                .map(StepEvent.ContextCompacted.class::cast)
                .filter(notes ->
                        notes.turn().equals(call.turn()) && notes.step().equals(call.step()))
                .reduce((earlier, later) -> later);
    }

    private static JsonObject metadata(StepEvent.GenerationRecorded call, List<Envelope> seen) {
        JsonObjectBuilder metadata =
                JsonObject.builder()
                        .put("model", call.model().name())
                        .put("success", true)
                        .put("usage", UsageWire.write(call.usage()))
                        .put("duration_ms", call.duration().toMillis());
        if (call.timeToFirstChunk() != null) {
            metadata.put("time_to_first_token_ms", call.timeToFirstChunk().toMillis());
        }
        notes(call, seen).ifPresent(notes -> metadata.put("compaction", ContextWire.before(notes)));
        return metadata.put(
                        "finish_reasons",
                        JsonArray.of(new JsonString(call.finish().name().toLowerCase(Locale.ROOT))))
                .put("request_hash", call.requestHash())
                .build();
    }
}
