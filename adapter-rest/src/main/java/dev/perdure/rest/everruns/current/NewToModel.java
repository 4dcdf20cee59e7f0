package dev.perdure.rest.everruns.current;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.message.Message;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was said since the agent spoke last, folded the way a transcript is: a head that moved back
 * leaves what came after its place, and results that a turn left behind belong to nobody.
 */
final class NewToModel {

    private final Map<TurnId, Message> received = new HashMap<>();
    private final TreeMap<StreamVersion, List<JsonValue>> branchPoints = new TreeMap<>();
    private final Set<TurnId> begun = new HashSet<>();
    private List<JsonValue> said = List.of();
    private boolean headMoved;

    static List<JsonValue> in(List<Envelope> facts) {
        NewToModel fold = new NewToModel();
        for (Envelope envelope : facts) {
            fold.take(envelope.entry());
            fold.branchPoints.put(envelope.version(), fold.said);
        }
        return fold.said;
    }

    private void take(Entry entry) {
        if (entry instanceof TurnEvent.MessageReceived fact) {
            received.put(fact.turn(), fact.message());
        } else if (entry instanceof TurnEvent.TurnStarted fact) {
            begun.add(fact.turn());
            say(fact.turn());
        } else if (entry instanceof TurnEvent.MessageSteered fact) {
            say(fact.turn());
        } else if (entry instanceof SessionEvent.HeadMoved fact) {
            Map.Entry<StreamVersion, List<JsonValue>> place = branchPoints.floorEntry(fact.to());
            said = place == null ? List.of() : place.getValue();
            begun.clear();
            headMoved = true;
        } else if (entry instanceof StepEvent.ToolCompleted fact) {
            if (!headMoved || begun.contains(fact.turn())) {
                said = with(result(fact));
            }
        } else if (entry instanceof StepEvent.OutputCompleted) {
            said = List.of();
        }
    }

    private void say(TurnId turn) {
        Message message = received.get(turn);
        if (message != null) {
            said = with(MessageWire.inEvent(message));
        }
    }

    private List<JsonValue> with(JsonObject message) {
        List<JsonValue> more = new ArrayList<>(said);
        more.add(message);
        return more;
    }

    private static JsonObject result(StepEvent.ToolCompleted fact) {
        JsonObjectBuilder part =
                JsonObject.builder()
                        .put("type", "tool_result")
                        .put("tool_call_id", fact.call().value());
        if (fact.result().succeeded()) {
            part.put("result", fact.result().output());
        } else {
            part.put("error", fact.result().error());
        }
        return JsonObject.builder()
                .put("role", "tool_result")
                .put("content", JsonArray.of(part.build()))
                .build();
    }
}
