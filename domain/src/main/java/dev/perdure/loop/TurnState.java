package dev.perdure.loop;

import dev.perdure.message.MessageId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a turn stands, folded from its facts. */
public sealed interface TurnState {

    TurnId turn();

    /** Whether somebody asked the turn to stop, or it has ended: nothing of it begins any more. */
    default boolean isToStop() {
        return switch (this) {
            case Queued queued -> queued.cancelReason() != null;
            case Open open -> open.progress().cancelReason() != null;
            case Ended ignored -> true;
        };
    }

    /** Due and not yet begun. */
    record Queued(TurnId turn, MessageId input, @Nullable String cancelReason)
            implements TurnState {}

    /** Begun, and still running or waiting. */
    sealed interface Open extends TurnState {
        Progress progress();

        /** Those of the step that is acted upon, in the order the model asked. */
        default List<CallState> calls() {
            return List.of();
        }

        @Override
        default TurnId turn() {
            return progress().turn();
        }
    }

    /** Between two intents: the next attempt of the next step is to be opened. */
    record Ready(Progress progress, Attempt next) implements Open {}

    /**
     * The intent to call the model is in the log and its outcome is not.
     *
     * @param condensing what is done before the call, so that it shows less; absent when nothing is
     */
    record Reasoning(
            Progress progress, Attempt attempt, MessageId output, @Nullable Condensing condensing)
            implements Open {

        public Reasoning(Progress progress, Attempt attempt, MessageId output) {
            this(progress, attempt, output, null);
        }
    }

    /** An attempt failed and the next one is due at a time. */
    record BackingOff(Progress progress, Attempt failed, Instant until) implements Open {}

    /** Calls of the step are planned, running or answered, in the order the model asked. */
    record Acting(Progress progress, List<CallState> calls) implements Open {
        public Acting {
            calls = List.copyOf(calls);
        }
    }

    /** Only results are missing that the client owes, or other sessions do. */
    record AwaitingClient(Progress progress, List<CallState> calls) implements Open {
        public AwaitingClient {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Nothing runs, and a person has to decide: whether calls may run, or what is made of those
     * whose outcome is unknown. The client and other sessions may owe results besides.
     */
    record AwaitingPerson(Progress progress, List<CallState> calls) implements Open {
        public AwaitingPerson {
            calls = List.copyOf(calls);
        }
    }

    /** Absorbing: nothing of the turn follows. */
    sealed interface Ended extends TurnState {}

    record Completed(TurnId turn) implements Ended {}

    record Failed(TurnId turn, FailureReason reason) implements Ended {}

    record Cancelled(TurnId turn) implements Ended {}

    record Sealed(TurnId turn, SealReason reason) implements Ended {}

    /** Never begun: its message became part of another turn. */
    record Steered(TurnId turn, TurnId into) implements Ended {}
}
