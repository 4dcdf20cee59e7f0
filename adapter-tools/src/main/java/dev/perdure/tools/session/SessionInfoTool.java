package dev.perdure.tools.session;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.session.Session;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.Parameters;
import java.util.Optional;

/** What the session is called, and since when it is there. */
record SessionInfoTool(SessionStore sessions) implements SessionTool {

    @Override
    public ToolDefinition definition() {
        return new Parameters()
                .ofTool(
                        "get_session_info",
                        "Tells the title, the tags and the age of this conversation.");
    }

    @Override
    public ToolResult run(Arguments arguments, ToolContext context) {
        Optional<Session> found = sessions.find(context.session());
        return found.isEmpty()
                ? ToolResult.error("The session is gone.")
                : ToolResult.success(written(found.get()).toJson());
    }

    private static JsonObject written(Session session) {
        return JsonObject.builder()
                .put("id", session.key().id().value().toString())
                .put("title", session.settings().title())
                .put(
                        "tags",
                        new JsonArray(
                                session.settings().tags().stream()
                                        .<JsonValue>map(JsonString::new)
                                        .toList()))
                .put("created_at", session.createdAt().toString())
                .put("updated_at", session.updatedAt().toString())
                .build();
    }
}
