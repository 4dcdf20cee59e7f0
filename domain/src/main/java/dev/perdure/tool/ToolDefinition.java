package dev.perdure.tool;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;

/**
 * A tool a model may call.
 *
 * @param name unique within a resolved agent; letters, digits, {@code _} and {@code -}, at most 64
 * @param parameters JSON Schema of the arguments
 */
public record ToolDefinition(
        String name, String description, JsonObject parameters, ToolHints hints, ToolOwner owner) {

    /**
     * How long the parameters of a tool may be that somebody declares, as JSON: every one of its
     * characters is sent to the model in each step.
     */
    public static final int PARAMETERS_CHARACTERS_MAX = 65_536;

    public ToolDefinition {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a tool name: " + name);
        }
    }

    /** Hash of what it says to a model and promises of its effect. */
    public String contentHash() {
        return JsonText.of(
                        JsonObject.builder()
                                .put("name", name)
                                .put("description", description)
                                .put("parameters", parameters)
                                .put("read_only", hints.readOnly())
                                .put("destructive", hints.destructive())
                                .put("idempotent", hints.idempotent())
                                .put("open_world", hints.openWorld())
                                .put("owner", owner.name())
                                .build())
                .sha256();
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
