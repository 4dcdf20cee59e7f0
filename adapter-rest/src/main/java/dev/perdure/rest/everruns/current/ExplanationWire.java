package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.loop.Activity;
import dev.perdure.loop.Explanation;
import dev.perdure.loop.OpenCall;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a session does what it does: the sentence, and the members it was made of. */
final class ExplanationWire {

    private ExplanationWire() {}

    static JsonObject write(SessionKey session, Explanation explanation) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("session_id", WireId.SESSION.write(session.id().value()))
                        .put("explanation", explanation.sentence());
        write(body, explanation.activity());
        return body.put("queued_turn_ids", ids(explanation.queued()))
                .put("joining_turn_ids", ids(explanation.joining()))
                .putIfPresent(
                        SetupWire.MEMBER,
                        Optional.ofNullable(explanation.setup()).map(SetupWire::write))
                .build();
    }

    private static JsonArray ids(List<TurnId> turns) {
        List<JsonValue> ids = new ArrayList<>();
        turns.forEach(turn -> ids.add(new JsonString(id(turn))));
        return new JsonArray(ids);
    }

    private static void write(JsonObjectBuilder body, Activity activity) {
        switch (activity) {
            case Activity.Unused ignored -> body.put("activity", "unused");
            case Activity.Idle idle -> {
                body.put("activity", "idle");
                if (idle.last() != null) {
                    write(body, idle.last());
                }
            }
            case Activity.Due due -> put(of(body, "due", due.turn()), "since", due.since());
            case Activity.Advancing turn -> step(of(body, "advancing", turn.turn()), turn.step());
            case Activity.CallingModel call ->
                    put(
                            step(of(body, "calling_model", call.turn()), call.step())
                                    .put("attempt", call.attempt().value())
                                    .put("model", call.model().name()),
                            "since",
                            call.since());
            case Activity.Summarising notes ->
                    put(
                            step(of(body, "summarising", notes.turn()), notes.step())
                                    .put("model", notes.model().name()),
                            "since",
                            notes.since());
            case Activity.BackingOff wait ->
                    step(of(body, "backing_off", wait.turn()), wait.step())
                            .put("attempt", wait.failed().value())
                            .put("until", WireTime.write(wait.until()))
                            .put("reason", wait.why());
            case Activity.RunningTools run ->
                    step(of(body, "running_tools", run.turn()), run.step())
                            .put("calls", calls(run.calls()));
            case Activity.AwaitingClient wait ->
                    step(of(body, waitsFor(wait.calls()), wait.turn()), wait.step())
                            .put("calls", calls(wait.calls()));
            case Activity.AwaitingPerson wait ->
                    step(of(body, "waiting_for_decision", wait.turn()), wait.step())
                            .put("calls", calls(wait.calls()));
            case Activity.Stopping stop ->
                    of(body, "stopping", stop.turn()).put("reason", stop.reason());
        }
    }

    private static String waitsFor(List<OpenCall> calls) {
        return calls.stream().allMatch(call -> call.place() == OpenCall.Place.DELEGATED)
                ? "waiting_for_subagents"
                : "waiting_for_tool_results";
    }

    private static void write(JsonObjectBuilder body, Activity.Ending last) {
        JsonObjectBuilder ending =
                JsonObject.builder()
                        .put("turn_id", id(last.turn()))
                        .put("outcome", last.how())
                        .put("at", WireTime.write(last.at()));
        if (!last.why().isEmpty()) {
            ending.put("reason", last.why());
        }
        body.put("last_turn", ending.build());
    }

    private static JsonArray calls(List<OpenCall> calls) {
        List<JsonValue> elements = new ArrayList<>();
        for (OpenCall call : calls) {
            JsonObjectBuilder element =
                    JsonObject.builder()
                            .put("tool_call_id", call.call().value())
                            .put("tool_name", call.tool())
                            .put("state", call.place().name().toLowerCase(Locale.ROOT))
                            .put("attempt", call.attempt());
            elements.add(put(element, "since", call.since()).build());
        }
        return new JsonArray(elements);
    }

    private static JsonObjectBuilder of(JsonObjectBuilder body, String activity, TurnId turn) {
        return body.put("activity", activity).put("turn_id", id(turn));
    }

    private static JsonObjectBuilder step(JsonObjectBuilder body, StepNumber step) {
        return body.put("iteration", step.value());
    }

    private static JsonObjectBuilder put(
            JsonObjectBuilder body, String member, @Nullable Instant time) {
        return time == null ? body : body.put(member, WireTime.write(time));
    }

    private static String id(TurnId turn) {
        return WireId.TURN.write(turn.value());
    }
}
