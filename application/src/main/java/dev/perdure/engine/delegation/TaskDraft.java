package dev.perdure.engine.delegation;

import dev.perdure.capability.CapabilityId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as an agent wants it done.
 *
 * @param task what the sub-agent is told
 * @param title the same in a few words
 * @param agent slug or id of the agent that is to do it; absent means one without instructions of
 *     its own
 * @param instructions added to what every sub-agent is told; empty when none
 * @param capabilities what it may use; absent means all that its session may
 */
public record TaskDraft(
        String task,
        String title,
        @Nullable String agent,
        String instructions,
        @Nullable List<CapabilityId> capabilities) {}
