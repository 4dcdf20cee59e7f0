package dev.perdure.engine.turn.effect;

import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.loop.CallIdentity;
import dev.perdure.loop.TurnEffect;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.TurnId;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What every call of a tool passes twice: when the model has made it, which is when it is found out
 * whether it can be meant and whether a person has to be asked, and once more right before it runs.
 */
record CallGate(SessionKey session, ResolvedAgent agent, ArgumentsCheck check) {

    private static final String NOT_WHAT_WAS_ALLOWED =
            "This call was not run, because it is not the one that a person allowed: the call or"
                    + " its tool has changed since. Call the tool again to ask anew.";

    private static final String NEVER_ALLOWED =
            "This call was not run, because a person has to allow it and nobody did. Call the tool"
                    + " again to ask.";

    /** Enough to find the one that was meant. */
    private static final int TOOLS_NAMED_MAX = 50;

    static CallGate of(Scene scene) {
        return new CallGate(scene.session(), scene.agent(), scene.arguments());
    }

    /** The call with what the loop has to know about its tool. */
    PlannedCall planned(TurnId turn, ToolCall call) {
        Optional<ToolDefinition> tool = agent.tool(call.name());
        ToolOwner owner = agent.clientRuns(call.name()) ? ToolOwner.CLIENT : ToolOwner.ENGINE;
        ToolHints hints = tool.map(ToolDefinition::hints).orElse(ToolHints.READ_ONLY);
        return new PlannedCall(
                call,
                owner,
                tool.map(agent::isRepeatable).orElseGet(hints::repeatable),
                agent.whenUnknown(),
                tool.map(known -> clearance(turn, call, known))
                        .orElseGet(() -> new Clearance.Barred(noSuchTool(call.name()))),
                hints.concurrencyClass());
    }

    private Clearance clearance(TurnId turn, ToolCall call, ToolDefinition tool) {
        Optional<String> objection = check.objection(tool, call.arguments());
        if (objection.isPresent()) {
            return new Clearance.Barred(malformed(call, objection.get()));
        }
        return agent.approvalRule(tool)
                .<Clearance>map(rule ->
                        new Clearance.Needed(
                                rule, hash(turn, call, tool), agent.definitionHash(tool)))
                .orElse(Clearance.FREE);
    }

    /** Why the call must not run after all, in one sentence for the model; empty when it may. */
    Optional<String> objection(TurnEffect.RunTool effect) {
        Optional<ToolDefinition> tool = agent.tool(effect.call().name());
        Optional<String> objection =
                tool.flatMap(known -> check.objection(known, effect.call().arguments()));
        if (objection.isPresent()) {
            return objection.map(sentence -> malformed(effect.call(), sentence));
        }
        CallHash approved = effect.approved();
        if (approved != null) {
            boolean same =
                    tool.isPresent()
                            && hash(effect.turn(), effect.call(), tool.get()).equals(approved);
            return same ? Optional.empty() : Optional.of(NOT_WHAT_WAS_ALLOWED);
        }
        return tool.flatMap(agent::approvalRule).map(rule -> NEVER_ALLOWED);
    }

    private String noSuchTool(String name) {
        String others =
                agent.tools().stream()
                        .map(ToolDefinition::name)
                        .limit(TOOLS_NAMED_MAX)
                        .collect(Collectors.joining(", "));
        return "There is no tool "
                + name
                + "."
                + (others.isEmpty() ? "" : " There are: " + others + ".");
    }

    private static String malformed(ToolCall call, String objection) {
        return "The call of "
                + call.name()
                + " was not run. "
                + objection
                + " Call it again as it"
                + " should be.";
    }

    private CallHash hash(TurnId turn, ToolCall call, ToolDefinition tool) {
        return new CallIdentity(session, turn, call, agent.definitionHash(tool)).hash();
    }
}
