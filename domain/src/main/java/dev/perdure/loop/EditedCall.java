package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolResult;
import org.jspecify.annotations.Nullable;

/** What a model is told of a call whose arguments a person changed: that it is not its own. */
final class EditedCall {

    /** Of the arguments; more of them would leave no room for the result. */
    private static final int ARGUMENTS_CHARACTERS_MAX = 4_000;

    private EditedCall() {}

    /**
     * The result as models are shown it.
     *
     * @param before where the turn stood when the result came
     */
    static ToolResult result(@Nullable TurnState before, StepEvent.ToolCompleted fact) {
        if (before instanceof TurnState.Open open) {
            for (CallState call : open.calls()) {
                if (call.id().equals(fact.call()) && call.planned().isEdited()) {
                    return told(call.planned(), fact.result());
                }
            }
        }
        return fact.result();
    }

    private static ToolResult told(PlannedCall call, ToolResult result) {
        String arguments = call.call().arguments().text();
        String note =
                "[A person changed the arguments of this call before it ran. It ran with: "
                        + (arguments.length() > ARGUMENTS_CHARACTERS_MAX
                                ? "(" + arguments.length() + " characters)"
                                : arguments)
                        + "]\n";
        return result.succeeded()
                ? new ToolResult(result.status(), note + result.output(), result.error())
                : new ToolResult(result.status(), result.output(), note + result.error());
    }
}
