package dev.perdure.resolution;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings chain of a turn. The model of the message beats the session's, which beats the
 * agent's, which beats the harness's. Instructions are joined in the order harness, agent,
 * capabilities, session. A client tool of the session replaces an agent's tool of the same name;
 * two capabilities that bring the same tool are refused.
 */
public record Resolution(
        Harness harness,
        @Nullable AgentSettings agent,
        SessionSettings session,
        Controls controls) {

    private static final String AGENT = "agent";

    /**
     * Resolves the chain against the capabilities on offer. Unknown ones, and ones that cannot be
     * used with these settings, are refused by name.
     */
    public Either<Refusal, ResolvedAgent> resolve(
            Function<List<CapabilityRef>, Either<Refusal, List<CapabilityUse>>> offered) {
        return offered.apply(namedUses()).flatMap(this::merged);
    }

    private Either<Refusal, ResolvedAgent> merged(List<CapabilityUse> uses) {
        List<String> instructions = new ArrayList<>();
        Map<String, ToolDefinition> tools = new LinkedHashMap<>();
        Map<String, CapabilityRef> origins = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> claims = new LinkedHashMap<>();
        instructions.add(harness.instructions());
        if (agent != null) {
            instructions.add(agent.instructions());
        }
        for (CapabilityUse use : uses) {
            instructions.add(use.brings().instructions());
            for (ToolDefinition tool : use.brings().tools()) {
                CapabilityRef other = origins.putIfAbsent(tool.name(), use.ref());
                if (other != null) {
                    return Either.left(
                            Refusal.toolBroughtTwice(tool.name(), other.id(), use.ref().id()));
                }
                tools.put(tool.name(), tool);
                sources.put(tool.name(), use.brings().source());
            }
            String layer = configuring(use.ref());
            use.brings().claimed().forEach(name -> claims.put(name, layer));
        }
        addClientTools(tools, origins);
        instructions.add(session.instructions());
        Integer steps = steps();
        if (steps != null && steps < 1) {
            return Either.left(Refusal.noSteps());
        }
        Either<Refusal, List<ApprovalRule>> approvals = approvals();
        Either<Refusal, Manner> manner =
                manner(steps == null ? harness.limits() : harness.limits().withSteps(steps));
        if (approvals.isLeft()) {
            return Either.left(approvals.getLeft());
        }
        return manner.map(how ->
                new ResolvedAgent(
                        harness.id(),
                        SetupHashes.used(uses, namedUses()),
                        joined(instructions),
                        model(),
                        fallbackModels(),
                        agent == null ? JsonObject.empty() : agent.modelSettings(),
                        List.copyOf(tools.values()),
                        origins,
                        sources,
                        claims,
                        how.limits(),
                        whenUnknown(),
                        network(),
                        how.notes(),
                        how.messageTimes(),
                        approvals.get()));
    }

    /** The first layer that says what counts of a use. */
    private String configuring(CapabilityRef use) {
        return layers().entrySet().stream()
                .filter(layer -> layer.getValue().contains(use))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("session");
    }

    /** Every layer adds its rules; none takes another's away. */
    private Either<Refusal, List<ApprovalRule>> approvals() {
        List<ApprovalRule> rules = new ArrayList<>();
        for (Map.Entry<String, List<CapabilityRef>> layer : layers().entrySet()) {
            for (CapabilityRef ref : layer.getValue()) {
                if (ref.id().equals(CapabilityId.TOOL_APPROVAL)) {
                    Either<Refusal, ApprovalRule> rule =
                            ApprovalRule.read(layer.getKey(), ref.config());
                    if (rule.isLeft()) {
                        return Either.left(rule.getLeft());
                    }
                    rules.add(rule.get());
                }
            }
        }
        return Either.right(rules);
    }

    /** The last layer that says something of how turns are run is the one that counts. */
    private Either<Refusal, Manner> manner(TurnLimits base) {
        Manner manner = Manner.usual(base);
        for (Map.Entry<String, List<CapabilityRef>> layer : layers().entrySet()) {
            if (layer.getKey().equals(AGENT) && agent != null && agent.notes() != null) {
                manner = manner.noting(manner.notes().allowing(agent.notes()));
            }
            for (CapabilityRef use : layer.getValue()) {
                Either<Refusal, Manner> next = SteeringCapability.after(manner, use);
                if (next.isLeft()) {
                    return next;
                }
                manner = next.get();
            }
        }
        return Either.right(manner);
    }

    private Map<String, List<CapabilityRef>> layers() {
        Map<String, List<CapabilityRef>> layers = new LinkedHashMap<>();
        layers.put("harness", harness.capabilities());
        layers.put(AGENT, agent == null ? List.of() : agent.capabilities());
        layers.put("session", session.capabilities());
        return layers;
    }

    private void addClientTools(
            Map<String, ToolDefinition> tools, Map<String, CapabilityRef> origins) {
        List<ToolDefinition> own = new ArrayList<>(agent == null ? List.of() : agent.tools());
        own.addAll(session.tools());
        for (ToolDefinition tool : own) {
            tools.put(tool.name(), tool);
            origins.remove(tool.name());
        }
    }

    private List<CapabilityRef> namedUses() {
        return layers().values().stream().flatMap(List::stream).toList();
    }

    private ModelRef model() {
        if (controls.model() != null) {
            return controls.model();
        }
        if (session.model() != null) {
            return session.model();
        }
        if (agent != null && agent.model() != null) {
            return agent.model();
        }
        return harness.model();
    }

    /**
     * A model that session or message put before the agent's own has the agent's chain after it.
     */
    private List<ModelRef> fallbackModels() {
        return agent == null
                ? List.of()
                : agent.fallbackModels().stream()
                        .distinct()
                        .filter(other -> !other.equals(model()))
                        .toList();
    }

    private OutcomePolicy whenUnknown() {
        return agent == null || agent.whenUnknown() == null
                ? harness.whenUnknown()
                : agent.whenUnknown();
    }

    /** A session cannot widen what its agent allows. */
    private List<NetworkAccess> network() {
        List<NetworkAccess> bounds = new ArrayList<>();
        if (agent != null) {
            NetworkAccess.of(agent.extensions()).ifPresent(bounds::add);
        }
        NetworkAccess.of(session.extensions()).ifPresent(bounds::add);
        return bounds;
    }

    private @Nullable Integer steps() {
        if (session.maxSteps() != null) {
            return session.maxSteps();
        }
        return agent == null ? null : agent.maxSteps();
    }

    private static String joined(List<String> parts) {
        return String.join("\n\n", parts.stream().filter(part -> !part.isBlank()).toList());
    }
}
