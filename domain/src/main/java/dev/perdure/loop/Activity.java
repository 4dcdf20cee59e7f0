package dev.perdure.loop;

import dev.perdure.model.ModelRef;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session is doing, or waiting for. A time of since is absent when what began then lies too
 * far back to have been looked at.
 */
public sealed interface Activity {

    /** No message has arrived yet. */
    record Unused() implements Activity {}

    /**
     * Every turn has ended.
     *
     * @param last what became of the last one; absent when that lies too far back
     */
    record Idle(@Nullable Ending last) implements Activity {}

    /** A turn has something to do. */
    sealed interface OfTurn extends Activity {
        TurnId turn();
    }

    /** The turn waits for a node that has a place for it. */
    record Due(TurnId turn, @Nullable Instant since) implements OfTurn {}

    /** Between two intents; its owner goes on by itself. */
    record Advancing(TurnId turn, StepNumber step) implements OfTurn {}

    record CallingModel(
            TurnId turn, StepNumber step, Attempt attempt, ModelRef model, @Nullable Instant since)
            implements OfTurn {}

    /** The model writes notes that stand for the older part of the conversation. */
    record Summarising(TurnId turn, StepNumber step, ModelRef model, @Nullable Instant since)
            implements OfTurn {}

    /**
     * The model is called again at a time.
     *
     * @param why the failed attempt failed; empty when that lies too far back
     */
    record BackingOff(TurnId turn, StepNumber step, Attempt failed, Instant until, String why)
            implements OfTurn {}

    /**
     * At least one call has no result, and something is done about it.
     *
     * @param calls those that have no result yet, in the order the model asked
     */
    record RunningTools(TurnId turn, StepNumber step, List<OpenCall> calls) implements OfTurn {
        public RunningTools {
            calls = List.copyOf(calls);
        }
    }

    /** Nothing runs; the client or other sessions owe results, and no person a decision. */
    record AwaitingClient(TurnId turn, StepNumber step, List<OpenCall> calls) implements OfTurn {
        public AwaitingClient {
            calls = List.copyOf(calls);
        }
    }

    /** Nothing runs; a person has to decide on calls, and the client may owe results besides. */
    record AwaitingPerson(TurnId turn, StepNumber step, List<OpenCall> calls) implements OfTurn {
        public AwaitingPerson {
            calls = List.copyOf(calls);
        }
    }

    /** The turn was asked to stop and has not ended yet. */
    record Stopping(TurnId turn, String reason) implements OfTurn {}

    /**
     * How a turn ended.
     *
     * @param how in the past tense, lower case: completed, failed, cancelled, sealed
     * @param why one sentence; empty when there is nothing to say
     */
    record Ending(TurnId turn, String how, String why, Instant at) {}
}
