package dev.perdure.event;

import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Facts of one turn, from the message that caused it to its end. */
public sealed interface TurnEvent extends Event permits TurnEvent.Whole, StepEvent {

    TurnId turn();

    /** Facts that concern a turn and no particular step. */
    sealed interface Whole extends TurnEvent {}

    /** A participant spoke; the message causes the turn, which is due from here on. */
    record MessageReceived(TurnId turn, Message message) implements Whole {}

    /** The session turned from waiting for messages to working on this turn. */
    record SessionActivated(TurnId turn, MessageId input) implements Whole {}

    /**
     * The turn began.
     *
     * @param agent the pinned configuration; absent when the harness answers by itself
     */
    record TurnStarted(
            TurnId turn,
            MessageId input,
            @Nullable AgentPin agent,
            ModelRef model,
            TurnLimits limits,
            Instant startedAt)
            implements Whole {}

    /** Somebody asked the turn to stop; a wish, not yet the end. */
    record CancelRequested(TurnId turn, String reason) implements Whole {}

    /**
     * The turn ended with an answer.
     *
     * @param duration from the turn's start
     */
    record TurnCompleted(
            TurnId turn,
            int steps,
            int modelCalls,
            int toolCalls,
            MessageId answer,
            Usage usage,
            Duration duration)
            implements Whole {}

    /** The turn ended without an answer. */
    record TurnFailed(TurnId turn, FailureReason reason, String sentence, Usage usage)
            implements Whole {}

    /** The turn was stopped on request; nothing of it follows. */
    record TurnCancelled(TurnId turn, String reason, Usage usage) implements Whole {}

    /**
     * A bound stopped the turn.
     *
     * @param steps that began
     */
    record TurnSealed(TurnId turn, SealReason reason, int steps, Usage usage) implements Whole {}

    /** The session is done with the turn. */
    record SessionIdled(TurnId turn, Usage usage) implements Whole {}
}
