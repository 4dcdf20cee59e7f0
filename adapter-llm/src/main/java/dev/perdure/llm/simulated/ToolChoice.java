package dev.perdure.llm.simulated;

import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;

/** Which of the offered tools a simulated model calls. */
final class ToolChoice {

    /** Calls of one answer. */
    static final int CALLS_MAX = 8;

    private static final String ALL = "tools";

    private ToolChoice() {}

    /** The tools the text names, in the order offered; all of them when it asks for tools. */
    static List<ToolDefinition> of(String text, List<ToolDefinition> offered) {
        List<ToolDefinition> named = new ArrayList<>();
        for (ToolDefinition tool : offered) {
            if (Mentions.word(text, tool.name())) {
                named.add(tool);
            }
        }
        boolean all = named.isEmpty() && Mentions.word(text, ALL);
        return (all ? offered : named).stream().limit(CALLS_MAX).toList();
    }
}
