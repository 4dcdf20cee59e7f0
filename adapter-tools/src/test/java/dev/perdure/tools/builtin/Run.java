package dev.perdure.tools.builtin;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.UUID;

/** A call and what came of it. */
record Run(ToolResult result) {

    private static final UUID ANY = new UUID(1, 1);

    static Run of(BuiltInTools tools, String capability, String tool, String arguments) {
        ToolCall call = new ToolCall(new ToolCallId("call"), tool, new JsonText(arguments));
        ToolContext context =
                new ToolContext(
                        new SessionKey(new OrganisationId(ANY), new SessionId(ANY)),
                        new TurnId(ANY),
                        JsonObject.empty(),
                        new IdempotencyKey("key"),
                        Instant.MAX);
        return new Run(tools.run(new CapabilityId(capability), call, context));
    }

    String error() {
        return result.error();
    }

    String output() {
        if (!result.succeeded()) {
            throw new AssertionError(result.error());
        }
        return result.output();
    }

    JsonObject json() {
        return (JsonObject) new JsonText(output()).value();
    }
}
