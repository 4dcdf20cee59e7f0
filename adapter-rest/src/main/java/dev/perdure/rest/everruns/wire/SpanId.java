package dev.perdure.rest.everruns.wire;

import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Ids of what goes on inside a turn. They are made of what they stand for, so start and end, and
 * the dialects among each other, agree without having met.
 */
public final class SpanId {

    private SpanId() {}

    /** One attempt at an answer. */
    public static UUID reason(TurnId turn, StepNumber step, Attempt attempt) {
        return of(turn, step, "reason/" + attempt.value());
    }

    public static UUID of(TurnId turn, StepNumber step, String what) {
        String name = turn.value() + "/" + step.value() + "/" + what;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
