package dev.perdure.rest.everruns.wire;

import dev.perdure.event.TurnEvent;
import java.util.Locale;

/** What clients are told of a turn that a bound stopped: to them it has failed. */
public final class SealedTurn {

    private SealedTurn() {}

    /** One sentence for a person. */
    public static String sentence(TurnEvent.TurnSealed sealed) {
        return switch (sealed.reason()) {
            case STEPS -> "The turn was stopped: it used up its " + sealed.steps() + " iterations.";
            case TURN_TIME -> "The turn was stopped: it used up its time.";
            case STEP_TIME -> "The turn was stopped: one of its steps took too long.";
            case OUTPUT_CHARACTERS -> "The turn was stopped: its answer grew too long.";
            case TRANSCRIPT_CHARACTERS ->
                    "The turn was stopped: what its model has to be shown grew too long.";
            case NO_PROGRESS ->
                    "The turn was stopped: step after step its calls came to the same results.";
            case BUDGET ->
                    "The turn was stopped: its time was over before a budget had room for it.";
        };
    }

    /** A word for a program. */
    public static String code(TurnEvent.TurnSealed sealed) {
        return "turn_sealed_" + sealed.reason().name().toLowerCase(Locale.ROOT);
    }
}
