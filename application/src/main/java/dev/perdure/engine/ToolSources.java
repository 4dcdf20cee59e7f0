package dev.perdure.engine;

import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.toolserver.ToolServerClient;
import java.util.List;

/**
 * Where an engine's tools come from.
 *
 * @param runners the capabilities of every organisation
 * @param servers how the servers are spoken to that organisations keep
 */
public record ToolSources(List<? extends ToolRunner> runners, ToolServerClient servers) {

    public ToolSources {
        runners = List.copyOf(runners);
    }

    /** These capabilities and no others. */
    public static ToolSources of(List<? extends ToolRunner> runners) {
        return new ToolSources(runners, ToolServerClient.NONE);
    }
}
