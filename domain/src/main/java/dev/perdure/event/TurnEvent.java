package dev.perdure.event;

import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts of one turn, from the message that caused it to its end. */
public sealed interface TurnEvent extends Event permits TurnEvent.Whole, StepEvent {

    TurnId turn();

    /** Facts that concern a turn and no particular step. */
    sealed interface Whole extends TurnEvent {}

    /**
     * A participant spoke; the message causes the turn, which is due from here on.
     *
     * @param strategy what it asks for when another turn is under way
     */
    record MessageReceived(TurnId turn, Message message, MessageStrategy strategy)
            implements Whole {

        /** One that asks for nothing but its turn. */
        public MessageReceived(TurnId turn, Message message) {
            this(turn, message, MessageStrategy.ENQUEUE);
        }
    }

    /** The message arrived during the turn {@code behind} and waits for a turn of its own. */
    record MessageQueued(TurnId turn, MessageId message, TurnId behind) implements Whole {}

    /**
     * The message joined the turn {@code into}, which shows it to the model from {@code step} on.
     * Its own turn ends here and never began.
     */
    record MessageSteered(TurnId turn, MessageId message, TurnId into, StepNumber step)
            implements Whole {}

    /** The message had the turn {@code interrupted} cancelled, and comes after it. */
    record MessageInterrupted(TurnId turn, MessageId message, TurnId interrupted)
            implements Whole {}

    /** The session turned from waiting for messages to working on this turn. */
    record SessionActivated(TurnId turn, MessageId input) implements Whole {}

    /**
     * The turn began.
     *
     * @param agent the pinned configuration; absent when the harness answers by itself
     * @param fallbacks the models to go to when {@code model} fails, in order
     * @param setup what it runs with; absent when that is what the turn before it ran with
     */
    record TurnStarted(
            TurnId turn,
            MessageId input,
            @Nullable AgentPin agent,
            ModelRef model,
            List<ModelRef> fallbacks,
            TurnLimits limits,
            Instant startedAt,
            @Nullable TurnSetup setup)
            implements Whole {

        public TurnStarted {
            fallbacks = List.copyOf(fallbacks);
        }

        /** One that runs with what the turn before it ran with. */
        public TurnStarted(
                TurnId turn,
                MessageId input,
                @Nullable AgentPin agent,
                ModelRef model,
                List<ModelRef> fallbacks,
                TurnLimits limits,
                Instant startedAt) {
            this(turn, input, agent, model, fallbacks, limits, startedAt, null);
        }

        /** One that has a single model. */
        public TurnStarted(
                TurnId turn,
                MessageId input,
                @Nullable AgentPin agent,
                ModelRef model,
                TurnLimits limits,
                Instant startedAt) {
            this(turn, input, agent, model, List.of(), limits, startedAt);
        }
    }

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
