package dev.perdure.engine.agent;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request to have an agent.
 *
 * @param id chosen by the caller to make the request repeatable; absent lets the engine choose
 * @param name free text, or a slug that stands for the agent
 * @param edit what the request says about the settings; members it does not mention pass through
 */
public record AgentDraft(@Nullable AgentId id, String name, UnaryOperator<AgentSettings> edit) {

    public static AgentDraft of(AgentSettings settings) {
        return new AgentDraft(null, settings.name(), before -> settings);
    }
}
