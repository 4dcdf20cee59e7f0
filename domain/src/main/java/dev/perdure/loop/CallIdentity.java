package dev.perdure.loop;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCall;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that makes a call this one and no other: who asked where, what for, with which bytes,
 * and what the tool was then.
 *
 * @param definition content hash of the tool's definition
 */
public record CallIdentity(SessionKey session, TurnId turn, ToolCall call, String definition) {

    /** The hash of a canonical document of all of it. */
    public CallHash hash() {
        List<JsonValue> document =
                Stream.of(
                                session.organisation().value().toString(),
                                session.id().value().toString(),
                                turn.value().toString(),
                                call.id().value(),
                                call.name(),
                                definition,
                                call.arguments().sha256())
                        .<JsonValue>map(JsonString::new)
                        .toList();
        return new CallHash(JsonText.of(new JsonArray(document)).sha256());
    }
}
