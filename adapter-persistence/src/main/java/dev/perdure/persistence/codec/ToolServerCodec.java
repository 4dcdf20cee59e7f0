package dev.perdure.persistence.codec;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.provider.SealedSecret;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServerSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored form of the settings of servers of tools, but for the headers: canonical JSON. */
public final class ToolServerCodec {

    private ToolServerCodec() {}

    public static byte[] encode(ToolServerSettings settings) {
        return Json.utf8(
                JsonObject.builder()
                        .put("address", settings.address())
                        .put("enabled", settings.enabled())
                        .put("trust_hints", settings.trustHints())
                        .put("allowed", Values.texts(settings.allowed()))
                        .put("header_names", Values.texts(settings.headerNames()))
                        .put("tools", Values.list(settings.tools(), ToolServerCodec::tool))
                        .putIfPresent(
                                "synced_at",
                                Optional.ofNullable(settings.syncedAt()).map(Values::text))
                        .build());
    }

    public static ToolServerSettings decode(byte[] stored, @Nullable SealedSecret headers) {
        Fields in = Fields.of("server settings", Stored.object("server settings", stored));
        return new ToolServerSettings(
                in.text("address"),
                in.flag("enabled"),
                in.flag("trust_hints"),
                in.texts("allowed"),
                in.texts("header_names"),
                headers,
                in.list("tools", ToolServerCodec::tool),
                in.orNull("synced_at", Fields::instant));
    }

    private static JsonObject tool(ServedTool tool) {
        return JsonObject.builder()
                .put("name", new JsonString(tool.name()))
                .put("offered_as", tool.offeredAs())
                .putIfPresent(
                        "approved",
                        Optional.ofNullable(tool.approved()).map(ToolServerCodec::definition))
                .putIfPresent(
                        "seen", Optional.ofNullable(tool.seen()).map(ToolServerCodec::definition))
                .build();
    }

    private static ServedTool tool(Fields in) {
        return new ServedTool(
                in.text("name"),
                in.text("offered_as"),
                in.orNull("approved", ToolServerCodec::definition),
                in.orNull("seen", ToolServerCodec::definition));
    }

    private static JsonObject definition(ServedDefinition definition) {
        return JsonObject.builder()
                .put("title", definition.title())
                .put("description", definition.description())
                .put("parameters", definition.parameters())
                .put("output", definition.output())
                .put("claims", ToolJson.hints(definition.claims()))
                .put("hash", definition.hash())
                .build();
    }

    private static ServedDefinition definition(Fields at, String name) {
        Fields in = at.fields(name);
        return new ServedDefinition(
                in.text("title"),
                in.text("description"),
                in.object("parameters"),
                in.object("output"),
                ToolJson.hints(in.fields("claims")),
                in.text("hash"));
    }
}
