package dev.perdure.persistence.codec;

import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.MessageStrategy;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.util.List;

/** Facts of messages that arrive, and of what becomes of those that arrive during a turn. */
final class ArrivalEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            TurnEvent.MessageReceived.class,
                            "message.received",
                            ArrivalEventTypes::received,
                            ArrivalEventTypes::received),
                    EntryType.of(
                            TurnEvent.MessageQueued.class,
                            "message.queued",
                            fact ->
                                    JsonObject.builder()
                                            .put("message", Values.text(fact.message().value()))
                                            .put("behind", Values.text(fact.behind().value()))
                                            .build(),
                            in ->
                                    new TurnEvent.MessageQueued(
                                            in.turn(),
                                            MessageJson.id(in, "message"),
                                            turn(in, "behind"))),
                    EntryType.of(
                            TurnEvent.MessageSteered.class,
                            "message.steered",
                            fact ->
                                    JsonObject.builder()
                                            .put("message", Values.text(fact.message().value()))
                                            .put("into", Values.text(fact.into().value()))
                                            .put("step", fact.step().value())
                                            .build(),
                            in ->
                                    new TurnEvent.MessageSteered(
                                            in.turn(),
                                            MessageJson.id(in, "message"),
                                            turn(in, "into"),
                                            new StepNumber(in.integer("step")))),
                    EntryType.of(
                            TurnEvent.MessageInterrupted.class,
                            "message.interrupted",
                            fact ->
                                    JsonObject.builder()
                                            .put("message", Values.text(fact.message().value()))
                                            .put(
                                                    "interrupted",
                                                    Values.text(fact.interrupted().value()))
                                            .build(),
                            in ->
                                    new TurnEvent.MessageInterrupted(
                                            in.turn(),
                                            MessageJson.id(in, "message"),
                                            turn(in, "interrupted"))));

    private ArrivalEventTypes() {}

    private static JsonObject received(TurnEvent.MessageReceived fact) {
        JsonObjectBuilder body =
                JsonObject.builder().put("message", MessageJson.message(fact.message()));
        if (fact.strategy() != MessageStrategy.ENQUEUE) {
            body.put("strategy", Values.constant(fact.strategy()));
        }
        return body.build();
    }

    private static TurnEvent.MessageReceived received(Fields in) {
        return new TurnEvent.MessageReceived(
                in.turn(),
                MessageJson.message(in.fields("message")),
                in.has("strategy")
                        ? in.constant("strategy", MessageStrategy.class)
                        : MessageStrategy.ENQUEUE);
    }

    private static TurnId turn(Fields in, String name) {
        return new TurnId(in.uuid(name));
    }
}
