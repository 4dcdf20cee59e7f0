package dev.perdure.engine.delegation;

import dev.perdure.capability.CapabilityId;
import dev.perdure.model.ModelRef;
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
 * @param model that does it; absent means the one of the session
 */
public record TaskDraft(
        String task,
        String title,
        @Nullable String agent,
        String instructions,
        @Nullable List<CapabilityId> capabilities,
        @Nullable ModelRef model) {

    /** Of a task for the model of the session. */
    public TaskDraft(
            String task,
            String title,
            @Nullable String agent,
            String instructions,
            @Nullable List<CapabilityId> capabilities) {
        this(task, title, agent, instructions, capabilities, null);
    }

    /** Whether it is one call, which has no sub-agents however deep it is. */
    boolean isOneCall() {
        return BackgroundModel.isFor(model);
    }
}
