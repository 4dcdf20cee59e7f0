package dev.perdure.budget;

import dev.perdure.session.SessionKey;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;

/** The name of one call of a model, under which it is reserved for and settled once. */
public record CallKey(
        SessionKey session, TurnId turn, StepNumber step, Attempt attempt, Purpose purpose) {

    /** A call for an answer. */
    public CallKey(SessionKey session, TurnId turn, StepNumber step, Attempt attempt) {
        this(session, turn, step, attempt, Purpose.ANSWER);
    }

    /** What a call is for; one attempt may make one of each. */
    public enum Purpose {
        ANSWER,
        /** Notes that are to stand for a part of the conversation. */
        NOTES
    }
}
