package dev.perdure.harness;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a harness gives to the sessions that run on it. A session keeps the one it was opened with,
 * inheritance worked in, so that an edit of a harness changes no session that runs already.
 *
 * @param instructions come before the agent's own; empty when none
 * @param capabilities in the order given, each id once, but for uses that add up
 * @param model answers when neither agent, session nor message names one; absent means that the
 *     installation decides
 * @param maxSteps bound of reason-and-act rounds; absent means that the installation decides
 * @param whenUnknown what is made of a tool call whose outcome is unknown; absent means that the
 *     installation decides
 */
public record HarnessBase(
        String instructions,
        List<CapabilityRef> capabilities,
        @Nullable ModelRef model,
        @Nullable Integer maxSteps,
        @Nullable OutcomePolicy whenUnknown) {

    /** Gives nothing. */
    public static final HarnessBase EMPTY = new HarnessBase("", List.of(), null, null, null);

    public HarnessBase {
        capabilities = List.copyOf(capabilities);
    }

    /** One of instructions and capabilities, which leaves the rest to the installation. */
    public static HarnessBase of(String instructions, List<CapabilityRef> capabilities) {
        return new HarnessBase(instructions, capabilities, null, null, null);
    }

    /**
     * This base on that of a parent: its instructions follow the parent's, its use of a capability
     * takes the place of the parent's unless it names tools that need a person, and for the rest
     * the parent is heard where this one says nothing.
     */
    public HarnessBase over(HarnessBase parent) {
        Map<CapabilityId, CapabilityRef> uses = new LinkedHashMap<>();
        List<CapabilityRef> approvals = new ArrayList<>();
        for (CapabilityRef use : concat(parent.capabilities, capabilities)) {
            if (use.id().equals(CapabilityId.TOOL_APPROVAL)) {
                approvals.add(use);
            } else {
                uses.put(use.id(), use);
            }
        }
        return new HarnessBase(
                joined(parent.instructions, instructions),
                concat(uses.values(), approvals),
                model == null ? parent.model : model,
                maxSteps == null ? parent.maxSteps : maxSteps,
                whenUnknown == null ? parent.whenUnknown : whenUnknown);
    }

    /** The same with these capabilities in place of its own. */
    public HarnessBase with(List<CapabilityRef> others) {
        return new HarnessBase(instructions, others, model, maxSteps, whenUnknown);
    }

    private static List<CapabilityRef> concat(
            Collection<CapabilityRef> first, Collection<CapabilityRef> second) {
        List<CapabilityRef> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static String joined(String first, String second) {
        if (first.isBlank()) {
            return second;
        }
        return second.isBlank() ? first : first + "\n\n" + second;
    }
}
