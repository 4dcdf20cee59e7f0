package dev.perdure.capability;

import dev.perdure.tool.ToolDefinition;
import java.util.List;

/** What one use of a capability, with its settings, brings to an agent. */
public sealed interface Contribution {

    /**
     * What it brings.
     *
     * @param instructions empty when there are none
     */
    record Given(String instructions, List<ToolDefinition> tools) implements Contribution {

        public Given {
            tools = List.copyOf(tools);
        }
    }

    /**
     * It cannot be used so.
     *
     * @param sentence what is wrong, for whoever wrote the use; holds no secret
     */
    record Refused(String sentence) implements Contribution {}
}
