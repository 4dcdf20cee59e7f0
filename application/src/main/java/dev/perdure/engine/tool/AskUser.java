package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.RiskLevel;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.List;

/**
 * The tool by which an agent asks a person. It is the client's to answer, like any other of its
 * tools: the turn waits without a thread, and whoever hands in the result has answered.
 */
public final class AskUser {

    public static final String TOOL = CapabilityId.ASK_USER.value();

    /** Questions of one call, and options of one question: more than a person reads at a time. */
    private static final String PARAMETERS =
            """
            {"type":"object","properties":{"questions":{"type":"array","minItems":1,"maxItems":10,
            "items":{"type":"object","properties":{"question":{"type":"string","minLength":1},
            "header":{"type":"string"},"options":{"type":"array","maxItems":20,"items":{"type":"object",
            "properties":{"label":{"type":"string","minLength":1},"description":{"type":"string"}},
            "required":["label"],"additionalProperties":false}},"multi_select":{"type":"boolean"}},
            "required":["question"],"additionalProperties":false}}},
            "required":["questions"],"additionalProperties":false}
            """;

    private static final String INSTRUCTIONS =
            "Where you need a decision or a fact that only the user has, ask with ask_user and do"
                    + " not guess. Ask everything you need at once.";

    private AskUser() {}

    static Capability capability() {
        ToolDefinition tool =
                new ToolDefinition(
                        TOOL,
                        "Asks the user and waits for the answers.",
                        (JsonObject) Json.parse(PARAMETERS.replace("\n", "")).get(),
                        ToolHints.READ_ONLY,
                        ToolOwner.CLIENT);
        return new Capability(
                CapabilityId.ASK_USER,
                "Ask User",
                "Lets the agent ask the user and wait for the answers.",
                "Human",
                RiskLevel.LOW,
                JsonObject.empty(),
                List.of(),
                List.of(),
                INSTRUCTIONS,
                List.of(tool));
    }
}
