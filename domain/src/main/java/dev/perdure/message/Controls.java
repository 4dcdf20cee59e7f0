package dev.perdure.message;

import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * What a message asks of its own turn.
 *
 * @param model overrides the model of session, agent and harness; absent means no override
 * @param asSent the controls as received, echoed unchanged
 */
public record Controls(@Nullable ModelRef model, JsonObject asSent) {

    public static final Controls NONE = new Controls(null, JsonObject.empty());
}
