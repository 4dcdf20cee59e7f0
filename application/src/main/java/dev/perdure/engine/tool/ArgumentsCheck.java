package dev.perdure.engine.tool;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolDefinition;
import java.util.Optional;

/**
 * Says whether arguments are what a tool takes. Asked when a model has called, before anybody is
 * asked for leave, and again right before the run. Thread-safe; answers soon, whatever schema and
 * arguments are.
 */
@FunctionalInterface
public interface ArgumentsCheck {

    /** Looks at nothing but that arguments are an object: for who brings no validator along. */
    ArgumentsCheck SHAPE =
            (tool, arguments) ->
                    arguments.value() instanceof JsonObject
                            ? Optional.empty()
                            : Optional.of("The arguments have to be a JSON object.");

    /**
     * What is wrong, in one sentence from which a model can make a better call; empty if nothing.
     */
    Optional<String> objection(ToolDefinition tool, JsonText arguments);
}
