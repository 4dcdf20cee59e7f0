package dev.perdure.rest.everruns.current;

import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.MessageId;
import dev.perdure.rest.everruns.wire.SealedTurn;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.turn.TurnId;
import java.util.Locale;
import java.util.Optional;

/** Data of the events of a turn as a whole. */
final class TurnEventWire {

    private TurnEventWire() {}

    static JsonObject data(TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived received ->
                    JsonObject.builder()
                            .put("message", MessageWire.inEvent(received.message()))
                            .build();
            case TurnEvent.MessageQueued queued ->
                    of(queued.turn(), queued.message())
                            .put("behind_turn_id", WireId.TURN.write(queued.behind().value()))
                            .build();
            case TurnEvent.MessageSteered steered ->
                    of(steered.turn(), steered.message())
                            .put("into_turn_id", WireId.TURN.write(steered.into().value()))
                            .put("iteration", steered.step().value())
                            .build();
            case TurnEvent.MessageInterrupted interrupting ->
                    of(interrupting.turn(), interrupting.message())
                            .put(
                                    "interrupted_turn_id",
                                    WireId.TURN.write(interrupting.interrupted().value()))
                            .build();
            case TurnEvent.SessionActivated activated ->
                    of(activated.turn())
                            .put(
                                    "input_message_id",
                                    WireId.MESSAGE.write(activated.input().value()))
                            .build();
            case TurnEvent.TurnStarted started ->
                    of(started.turn())
                            .put("input_message_id", WireId.MESSAGE.write(started.input().value()))
                            .put("model", started.model().name())
                            .putIfPresent(
                                    SetupWire.MEMBER,
                                    Optional.ofNullable(started.setup()).map(SetupWire::write))
                            .build();
            case TurnEvent.CancelRequested asked ->
                    of(asked.turn()).put("reason", asked.reason()).build();
            case TurnEvent.TurnCompleted completed -> completed(completed);
            case TurnEvent.TurnFailed failed ->
                    of(failed.turn())
                            .put("error", failed.sentence())
                            .put("error_code", failed.reason().name().toLowerCase(Locale.ROOT))
                            .put("usage", UsageWire.write(failed.usage()))
                            .build();
            case TurnEvent.TurnCancelled cancelled ->
                    of(cancelled.turn())
                            .put("reason", cancelled.reason())
                            .put("usage", UsageWire.write(cancelled.usage()))
                            .build();
            case TurnEvent.TurnSealed sealed ->
                    of(sealed.turn())
                            .put("error", SealedTurn.sentence(sealed))
                            .put("error_code", SealedTurn.code(sealed))
                            .put("iterations", sealed.steps())
                            .put("usage", UsageWire.write(sealed.usage()))
                            .build();
            case TurnEvent.SessionIdled idled ->
                    of(idled.turn()).put("turn_usage", UsageWire.write(idled.usage())).build();
        };
    }

    private static JsonObject completed(TurnEvent.TurnCompleted completed) {
        return of(completed.turn())
                .put("iterations", completed.steps())
                .put("duration_ms", completed.duration().toMillis())
                .put("usage", UsageWire.write(completed.usage()))
                .put("final_message_id", WireId.MESSAGE.write(completed.answer().value()))
                .put("tool_call_count", completed.toolCalls())
                .put("llm_call_count", completed.modelCalls())
                .build();
    }

    private static JsonObjectBuilder of(TurnId turn, MessageId message) {
        return of(turn).put("message_id", WireId.MESSAGE.write(message.value()));
    }

    private static JsonObjectBuilder of(TurnId turn) {
        return JsonObject.builder().put("turn_id", WireId.TURN.write(turn.value()));
    }
}
