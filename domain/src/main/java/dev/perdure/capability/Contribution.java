package dev.perdure.capability;

import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Set;

/** What one use of a capability, with its settings, brings to an agent. */
public sealed interface Contribution {

    /**
     * What it brings.
     *
     * @param instructions empty when there are none
     * @param source what tells whoever runs the tools from others that would bring the same ones,
     *     as a hash; empty when there are no others
     * @param claimed names of those tools whose hints are the word of whoever wrote the settings,
     *     which binds nobody who was to be asked by somebody else
     */
    record Given(
            String instructions, List<ToolDefinition> tools, String source, Set<String> claimed)
            implements Contribution {

        public Given {
            tools = List.copyOf(tools);
            claimed = Set.copyOf(claimed);
        }

        /** Of tools that the program itself runs. */
        public Given(String instructions, List<ToolDefinition> tools) {
            this(instructions, tools, "", Set.of());
        }
    }

    /**
     * It cannot be used so.
     *
     * @param sentence what is wrong, for whoever wrote the use; holds no secret
     */
    record Refused(String sentence) implements Contribution {}
}
