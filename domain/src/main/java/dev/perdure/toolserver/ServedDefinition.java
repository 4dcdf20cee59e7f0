package dev.perdure.toolserver;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolHints;

/**
 * What a server said of one of its tools.
 *
 * @param title for people; empty when it has none
 * @param parameters JSON Schema of the arguments
 * @param output JSON Schema of the structured part of an answer; empty when it promises none
 * @param claims what the server says of the tool's effect, which nobody has to believe
 * @param hash SHA-256 of the tool's name and all of the above as the server said it, members in the
 *     order of their names; two definitions of one hash are the same
 */
public record ServedDefinition(
        String title,
        String description,
        JsonObject parameters,
        JsonObject output,
        ToolHints claims,
        String hash) {}
