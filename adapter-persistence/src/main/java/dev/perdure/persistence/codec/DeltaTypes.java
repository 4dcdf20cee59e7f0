package dev.perdure.persistence.codec;

import dev.perdure.event.Delta;
import dev.perdure.json.JsonObject;
import java.util.List;

/** Pieces of output. */
final class DeltaTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            Delta.OutputDelta.class,
                            "output.delta",
                            DeltaTypes::piece,
                            in ->
                                    new Delta.OutputDelta(
                                            in.turn(),
                                            MessageJson.id(in, "message"),
                                            in.integer("at"),
                                            in.text("text"))),
                    EntryType.of(
                            Delta.ThinkingDelta.class,
                            "thinking.delta",
                            DeltaTypes::piece,
                            in ->
                                    new Delta.ThinkingDelta(
                                            in.turn(),
                                            MessageJson.id(in, "message"),
                                            in.integer("at"),
                                            in.text("text"))));

    private DeltaTypes() {}

    private static JsonObject piece(Delta delta) {
        return JsonObject.builder()
                .put("message", Values.text(delta.message().value()))
                .put("at", delta.at())
                .put("text", delta.text())
                .build();
    }
}
