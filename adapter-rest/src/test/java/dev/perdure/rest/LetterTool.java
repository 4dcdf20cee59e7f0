package dev.perdure.rest;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A capability with one tool that cannot tell whether its first run took effect. */
final class LetterTool implements ToolRunner {

    private final Set<IdempotencyKey> posted = ConcurrentHashMap.newKeySet();

    @Override
    public List<Capability> capabilities() {
        ToolDefinition post =
                new ToolDefinition(
                        "post_letter",
                        "Posts a letter.",
                        JsonObject.builder().put("type", "object").build(),
                        ToolHints.UNKNOWN,
                        ToolOwner.ENGINE);
        return List.of(
                new Capability(
                        new CapabilityId("letters"), "Letters", "Posts.", "", List.of(post)));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        return posted.add(context.key()) ? ToolResult.unknown() : ToolResult.success("Posted.");
    }
}
