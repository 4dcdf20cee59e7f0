package dev.perdure.tools.memory;

import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.tools.arguments.InvalidArguments;

/**
 * The settings of one use of {@code memory}, read strictly.
 *
 * @param shared whether the memories are those of all agents of the organisation
 * @param readOnly whether the agent may look and not write
 */
record MemoryUse(boolean shared, boolean readOnly) {

    static MemoryUse of(JsonObject config) throws InvalidArguments {
        boolean shared = false;
        boolean readOnly = false;
        for (JsonMember member : config.members()) {
            if (member.name().equals("read_only") && member.value() instanceof JsonBoolean only) {
                readOnly = only.value();
            } else if (member.name().equals("scope")
                    && member.value() instanceof JsonString scope
                    && (scope.value().equals("agent") || scope.value().equals("organization"))) {
                shared = scope.value().equals("organization");
            } else {
                throw InvalidArguments.because(
                        "The settings are scope, agent or organization, and read_only, true or false.");
            }
        }
        return new MemoryUse(shared, readOnly);
    }
}
