package dev.perdure.loop;

import dev.perdure.message.MessageId;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the machine wants done, as data. Two equal effects are the same effect. */
public sealed interface TurnEffect {

    TurnId turn();

    /** Resolve the settings of the turn and begin it. */
    record StartTurn(TurnId turn, MessageId input) implements TurnEffect {}

    record CallModel(
            TurnId turn, StepNumber step, Attempt attempt, MessageId output, ModelRef model)
            implements TurnEffect {}

    /** Have notes written that stand for the older part of the conversation. */
    record CondenseContext(
            TurnId turn, StepNumber step, Attempt attempt, ModelRef model, Condensing condensing)
            implements TurnEffect {}

    /**
     * Run a call.
     *
     * @param approved the hash it has to have, because a person allowed that; absent when nobody
     *     had to be asked
     */
    record RunTool(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            ToolCall call,
            @Nullable CallHash approved)
            implements TurnEffect {}

    /** Ask the tool what became of a run whose answer was lost. */
    record ProbeTool(TurnId turn, StepNumber step, Attempt attempt, ToolCall call)
            implements TurnEffect {}

    /** Wait, without limit, for somebody to rule on calls whose outcome is unknown. */
    record AwaitRuling(TurnId turn, Set<ToolCallId> calls) implements TurnEffect {
        public AwaitRuling {
            calls = Set.copyOf(calls);
        }
    }

    /** Wait, without limit, for a person to say whether calls may run. */
    record AwaitApproval(TurnId turn, Set<ToolCallId> calls) implements TurnEffect {
        public AwaitApproval {
            calls = Set.copyOf(calls);
        }
    }

    /**
     * Wait for the client's results.
     *
     * @param until when the first of them is not waited for any longer; absent when there is no
     *     limit
     */
    record AwaitClientResults(TurnId turn, Set<ToolCallId> calls, @Nullable Instant until)
            implements TurnEffect {
        public AwaitClientResults {
            calls = Set.copyOf(calls);
        }
    }

    /** Wait, without limit, for the answers of other sessions. */
    record AwaitTasks(TurnId turn, Set<ToolCallId> calls) implements TurnEffect {
        public AwaitTasks {
            calls = Set.copyOf(calls);
        }
    }

    record WaitUntil(TurnId turn, Instant time) implements TurnEffect {}

    /** Nothing outside is needed; the machine goes on by itself. */
    record Advance(TurnId turn) implements TurnEffect {}

    /** Interrupt whatever is under way and say what became of it. */
    record Abort(TurnId turn, String reason) implements TurnEffect {}
}
