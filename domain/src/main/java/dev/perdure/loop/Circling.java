package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The warning of a model whose turn goes in circles: with the last result of a step that came to
 * the same as those before it, from halfway to the bound on. It is in no fact, because it follows
 * from them.
 */
final class Circling {

    private static final int WARNED_FROM_MIN = 2;

    private Circling() {}

    /**
     * The result as models are shown it.
     *
     * @param before where the turn stood when the result came
     * @param result what the call came to, as it is shown otherwise
     */
    static ToolResult result(
            @Nullable TurnState before, StepEvent.ToolCompleted fact, ToolResult result) {
        if (!(before instanceof TurnState.Open open) || !isLast(open, fact)) {
            return result;
        }
        int bound = open.progress().limits().sameSteps();
        int times = open.progress().repetition().after(with(open.calls(), fact)).times();
        return times >= bound || times < Math.max(WARNED_FROM_MIN, bound / 2)
                ? result
                : told(result, times, bound - times);
    }

    private static boolean isLast(TurnState.Open open, StepEvent.ToolCompleted fact) {
        return open.calls().stream()
                .allMatch(call -> call instanceof CallState.Done ^ call.id().equals(fact.call()));
    }

    private static List<CallState> with(List<CallState> calls, StepEvent.ToolCompleted fact) {
        List<CallState> after = new ArrayList<>();
        for (CallState call : calls) {
            after.add(
                    call.id().equals(fact.call())
                            ? new CallState.Done(call.planned(), fact.result())
                            : call);
        }
        return after;
    }

    private static ToolResult told(ToolResult result, int times, int left) {
        String note =
                "\n[You have made the same calls with the same results "
                        + times
                        + " times in a row. Do something else, or answer with what you have: after "
                        + left
                        + (left == 1 ? " more step" : " more steps")
                        + " like this the turn is ended.]";
        return result.succeeded()
                ? new ToolResult(result.status(), result.output() + note, result.error())
                : new ToolResult(result.status(), result.output(), result.error() + note);
    }
}
