package dev.perdure.tool;

import dev.perdure.json.JsonObject;

/**
 * A tool a model may call.
 *
 * @param name unique within a resolved agent; letters, digits, {@code _} and {@code -}, at most 64
 * @param parameters JSON Schema of the arguments
 */
public record ToolDefinition(
        String name, String description, JsonObject parameters, ToolHints hints, ToolOwner owner) {

    public ToolDefinition {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a tool name: " + name);
        }
    }

    /** Whether every provider accepts {@code name} as the name of a tool. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 64
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9')
                                        || c == '_'
                                        || c == '-');
    }
}
