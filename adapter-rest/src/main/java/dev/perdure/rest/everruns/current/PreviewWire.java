package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.loop.TokenEstimator;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.rest.everruns.wire.ModelChoice;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a turn would show its model before anything was said, and what it would be bound by. */
final class PreviewWire {

    private PreviewWire() {}

    static JsonObject write(ResolvedAgent agent) {
        return JsonObject.builder()
                .put("system_prompt", agent.instructions())
                .put("model_id", ModelChoice.write(agent.model()))
                .put(
                        AgentRequest.FALLBACK_MODELS,
                        WireList.strings(
                                agent.fallbackModels().stream().map(ModelChoice::write).toList()))
                .put("tools", tools(agent))
                .put("max_iterations", agent.limits().steps())
                .put("estimated_tokens", tokens(agent))
                .put(SetupWire.MEMBER, SetupWire.write(agent.setup()))
                .build();
    }

    private static JsonArray tools(ResolvedAgent agent) {
        List<JsonValue> tools = new ArrayList<>();
        for (ToolDefinition tool : agent.tools()) {
            tools.add(
                    ToolWire.described(tool)
                            .putIfPresent(
                                    "capability",
                                    Optional.ofNullable(agent.toolOrigins().get(tool.name()))
                                            .map(use -> use.id().value()))
                            .build());
        }
        return new JsonArray(tools);
    }

    private static long tokens(ResolvedAgent agent) {
        return TokenEstimator.request(agent.instructions(), List.of(), agent.tools());
    }
}
