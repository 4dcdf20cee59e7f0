package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.capability.RiskLevel;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.ApprovalRule;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import io.vavr.control.Either;
import java.util.List;

/**
 * Capabilities that put a person at the gate: to be asked, to allow. The engine offers them by
 * itself and runs none of their tools.
 */
public final class GateCapabilities implements ToolRunner {

    private static final List<Capability> OFFERED =
            List.of(
                    AskUser.capability(),
                    capability(
                            CapabilityId.TOOL_APPROVAL,
                            "Tool Approval",
                            "Calls of the tools it names, or of tools whose hints it names, run only"
                                    + " after a person has allowed them.",
                            JsonObject.builder()
                                    .put("tools", list(string()))
                                    .put("hints", list(oneOf(ApprovalRule.Hint.values())))
                                    .put("except", list(string()))
                                    .build()));

    @Override
    public List<Capability> capabilities() {
        return OFFERED;
    }

    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        if (use.id().equals(CapabilityId.ASK_USER)) {
            return OFFERED.getFirst().contribution();
        }
        Either<Refusal, ApprovalRule> read = ApprovalRule.read("", use.config());
        return read.isLeft()
                ? new Contribution.Refused(read.getLeft().sentence())
                : new Contribution.Given("", List.of());
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        throw new IllegalStateException("what only a person can answer is not run");
    }

    private static Capability capability(
            CapabilityId id, String name, String description, JsonObject properties) {
        JsonObject schema =
                JsonObject.builder()
                        .put("type", "object")
                        .put("properties", properties)
                        .put("additionalProperties", false)
                        .build();
        return new Capability(
                id,
                name,
                description,
                "Human",
                RiskLevel.LOW,
                schema,
                List.of(),
                List.of(),
                "",
                List.of());
    }

    private static JsonObject list(JsonObject items) {
        return JsonObject.builder()
                .put("type", "array")
                .put("maxItems", ApprovalRule.PATTERNS_MAX)
                .put("items", items)
                .build();
    }

    private static JsonObject string() {
        return JsonObject.builder().put("type", "string").build();
    }

    private static JsonObject oneOf(ApprovalRule.Hint[] hints) {
        JsonString[] words = new JsonString[hints.length];
        for (int i = 0; i < hints.length; i++) {
            words[i] = new JsonString(hints[i].word());
        }
        return JsonObject.builder().put("type", "string").put("enum", JsonArray.of(words)).build();
    }
}
