package dev.perdure.tools.mcp;

import dev.perdure.engine.toolserver.ServerListing;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.toolserver.ServedDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a server says of its tools. What cannot be offered is left out, with a sentence. */
final class DefinitionReader {

    static final int TOOLS_MAX = 500;

    /** In characters, as the protocol advises. */
    static final int NAME_MAX = 128;

    /** In characters: it is read by people. */
    static final int TITLE_MAX = 1_000;

    /** In characters: it is part of every request to a model. */
    static final int DESCRIPTION_MAX = 16_384;

    /** In characters of JSON: it is part of every request to a model. */
    static final int SCHEMA_MAX = ToolDefinition.PARAMETERS_CHARACTERS_MAX;

    /**
     * In characters, of all definitions of a server together: they are stored with it, twice where
     * one differs from what was approved, and read with it before each call.
     */
    static final int LIST_MAX = 2 * 1024 * 1024;

    /** All that anybody here reads of a tool. */
    private static final List<String> PINNED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private final List<ServerListing.Named> tools = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long characters;

    /** Takes one page; false when no more are wanted. */
    boolean take(JsonArray page) {
        for (JsonValue tool : page.elements()) {
            if (tools.size() + faults.size() >= TOOLS_MAX) {
                faults.add("Tools beyond the first " + TOOLS_MAX + " are left out.");
                return false;
            }
            take(tool instanceof JsonObject object ? object : JsonObject.empty());
            if (isTooLong()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the tools taken so far are more than is kept of a server. */
    boolean isTooLong() {
        return characters > LIST_MAX;
    }

    ServerListing.Listed listed() {
        return new ServerListing.Listed(tools, faults);
    }

    private void take(JsonObject tool) {
        String name = tool.string("name").orElse("");
        if (name.isEmpty() || name.length() > NAME_MAX) {
            faults.add("A tool has no name of 1 to " + NAME_MAX + " characters.");
            return;
        }
        JsonObject parameters = tool.object("inputSchema").orElse(JsonObject.empty());
        JsonObject output = tool.object("outputSchema").orElse(JsonObject.empty());
        String title = tool.string("title").orElse("");
        String description = tool.string("description").orElse("");
        if (!names.add(name)) {
            faults.add("The tool " + name + " is named twice.");
        } else if (!parameters.string("type").filter("object"::equals).isPresent()) {
            faults.add("The parameters of the tool " + name + " are not those of an object.");
        } else if (description.length() > DESCRIPTION_MAX) {
            faults.add(
                    "The description of the tool "
                            + name
                            + " is longer than "
                            + DESCRIPTION_MAX
                            + " characters.");
        } else if (title.length() > TITLE_MAX) {
            faults.add(
                    "The title of the tool "
                            + name
                            + " is longer than "
                            + TITLE_MAX
                            + " characters.");
        } else if (parameters.toJson().length() > SCHEMA_MAX
                || output.toJson().length() > SCHEMA_MAX) {
            faults.add(
                    "A schema of the tool "
                            + name
                            + " is longer than "
                            + SCHEMA_MAX
                            + " characters.");
        } else if (!ParameterHeaders.areSound(parameters)) {
            faults.add("The tool " + name + " asks for headers that cannot be sent.");
        } else {
            characters +=
                    title.length()
                            + description.length()
                            + parameters.toJson().length()
                            + output.toJson().length();
            tools.add(
                    new ServerListing.Named(
                            name,
                            new ServedDefinition(
                                    title,
                                    description,
                                    parameters,
                                    output,
                                    claims(tool),
                                    hash(tool))));
        }
    }

    /** What the protocol says holds where a server says nothing. */
    private static ToolHints claims(JsonObject tool) {
        JsonObject said = tool.object("annotations").orElse(JsonObject.empty());
        boolean readOnly = said.bool("readOnlyHint").orElse(false);
        return new ToolHints(
                readOnly,
                !readOnly && said.bool("destructiveHint").orElse(true),
                said.bool("idempotentHint").orElse(false),
                said.bool("openWorldHint").orElse(true),
                false);
    }

    private static String hash(JsonObject tool) {
        JsonObjectBuilder pinned = JsonObject.builder();
        PINNED.forEach(
                name -> tool.get(name).ifPresent(value -> pinned.put(name, Canonical.of(value))));
        return JsonText.of(pinned.build()).sha256();
    }
}
