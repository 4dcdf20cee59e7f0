package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.tool.ToolHints;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** MCP servers as clients see them; the values of headers are never among it. */
final class McpServerWire {

    private McpServerWire() {}

    static JsonObject list(List<ToolServer> servers) {
        List<JsonValue> all = servers.stream().<JsonValue>map(McpServerWire::write).toList();
        return JsonObject.builder().put("data", new JsonArray(all)).build();
    }

    static JsonObject write(ToolServer server) {
        ToolServerSettings settings = server.settings();
        return JsonObject.builder()
                .put("id", WireId.MCP_SERVER.write(server.id().value()))
                .put("name", server.name())
                .put("capability", "mcp:" + server.name())
                .put("url", settings.address())
                .put("enabled", settings.enabled())
                .put("trust_hints", settings.trustHints())
                .put("header_names", WireList.strings(settings.headerNames()))
                .put("allowed_tools", WireList.strings(settings.allowed()))
                .put(
                        "tools",
                        new JsonArray(
                                settings.tools().stream()
                                        .<JsonValue>map(tool -> tool(settings, tool))
                                        .toList()))
                .putIfPresent(
                        "synced_at", Optional.ofNullable(settings.syncedAt()).map(WireTime::write))
                .put("version", server.version())
                .put("created_at", WireTime.write(server.createdAt()))
                .put("updated_at", WireTime.write(server.updatedAt()))
                .build();
    }

    private static JsonObject tool(ToolServerSettings settings, ServedTool tool) {
        ServedDefinition approved = tool.approved();
        ServedDefinition seen = tool.seen();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("name", tool.name())
                        .put("offered_as", tool.offeredAs())
                        .put("state", tool.state().name().toLowerCase(Locale.ROOT))
                        .put("allowed", settings.allows(tool.name()));
        if (approved != null) {
            body.put("approved", definition(approved));
        }
        if (seen != null) {
            body.put("seen", definition(seen));
        }
        return body.build();
    }

    private static JsonObject definition(ServedDefinition definition) {
        ToolHints claims = definition.claims();
        return JsonObject.builder()
                .put("hash", definition.hash())
                .put("title", definition.title())
                .put("description", definition.description())
                .put("parameters", definition.parameters())
                .put("output", definition.output())
                .put(
                        "claims",
                        JsonObject.builder()
                                .put("readonly", claims.readOnly())
                                .put("destructive", claims.destructive())
                                .put("idempotent", claims.idempotent())
                                .put("open_world", claims.openWorld())
                                .build())
                .build();
    }
}
