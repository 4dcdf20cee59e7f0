package dev.perdure.rest;

import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.engine.toolserver.ServerAccess;
import dev.perdure.engine.toolserver.ServerAnswer;
import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ToolServerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Servers whose one tool, {@code look}, is described by the last part of their address. */
public final class ToldServers implements ToolServerClient {

    private volatile String suffix = "";

    /** Has every server describe its tool otherwise from now on. */
    public void change(String what) {
        suffix = what;
    }

    @Override
    public Optional<String> objection(ServerAccess access) {
        return access.address().startsWith("https://")
                ? Optional.empty()
                : Optional.of("The address may not be asked.");
    }

    @Override
    public void forget(ToolServerId id) {
        // Nothing is remembered of anybody.
    }

    @Override
    public ServerListing list(ServerAccess access, Duration time) {
        String description = access.address() + suffix;
        ServedDefinition look =
                new ServedDefinition(
                        "A look",
                        description,
                        JsonObject.builder().put("type", "object").build(),
                        JsonObject.empty(),
                        ToolHints.READ_ONLY,
                        "hash-" + description.length());
        return access.address().endsWith("silent")
                ? new ServerListing.Failed("Nobody answered.")
                : new ServerListing.Listed(
                        List.of(new ServerListing.Named("look", look)), List.of());
    }

    @Override
    public ServerAnswer call(ServerAccess access, ServedCall call) {
        return new ServerAnswer.Answered(ToolResult.success("seen"), false);
    }
}
