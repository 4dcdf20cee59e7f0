package dev.perdure.llm.simulated;

import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * A prescribed failure.
 *
 * @param afterWords words of the step that stream before it
 * @param times calls of the step that fail before one succeeds
 */
record ScriptedFault(ModelFailure failure, int afterWords, int times) {

    private static final int DELAY_MS_MAX = 86_400_000;
    private static final Set<String> KNOWN =
            Set.of("kind", "next_move", "retry_after_ms", "after_words", "times");

    static ScriptedFault of(Members error) throws MalformedSettings {
        error.only(KNOWN);
        if (!error.has("kind")) {
            throw MalformedSettings.missing(error.pathOf("kind"));
        }
        FailureKind kind = error.choice("kind", FailureKind.class, FailureKind.PROVIDER_ERROR);
        Advice natural = error.has("retry_after_ms") ? Advice.RETRY_AFTER : advice(kind);
        Advice advice = error.choice("next_move", Advice.class, natural);
        Duration delay = Duration.ofMillis(error.number("retry_after_ms", 0, DELAY_MS_MAX));
        String sentence =
                "The script of the simulated model failed this call as "
                        + kind.name().toLowerCase(Locale.ROOT)
                        + ".";
        return new ScriptedFault(
                new ModelFailure(kind, move(advice, delay), sentence),
                error.number("after_words", 0, Integer.MAX_VALUE),
                error.number("times", Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    /** A fault that no repetition mends. */
    static ScriptedFault always(String sentence) {
        return new ScriptedFault(
                new ModelFailure(FailureKind.INVALID_REQUEST, new NextMove.GiveUp(), sentence),
                0,
                Integer.MAX_VALUE);
    }

    private static Advice advice(FailureKind kind) {
        return switch (kind) {
            case TRANSPORT -> Advice.RETRY_NOW;
            case RATE_LIMITED,
                    OVERLOADED,
                    PROVIDER_ERROR,
                    STALLED,
                    INVALID_RESPONSE,
                    CIRCUIT_OPEN,
                    BUSY,
                    BUDGET_EXHAUSTED,
                    PRICE_UNKNOWN ->
                    Advice.BACK_OFF;
            case QUOTA_EXHAUSTED -> Advice.USE_OTHER_MODEL;
            case CONTEXT_TOO_LONG -> Advice.SHRINK;
            case AUTHENTICATION, NOT_FOUND, INVALID_REQUEST, CONTENT_FILTERED -> Advice.GIVE_UP;
        };
    }

    private static NextMove move(Advice advice, Duration delay) {
        return switch (advice) {
            case RETRY_NOW -> new NextMove.RetryNow();
            case RETRY_AFTER -> new NextMove.RetryAfter(delay);
            case BACK_OFF -> new NextMove.BackOff();
            case USE_OTHER_MODEL -> new NextMove.UseOtherModel();
            case SHRINK -> new NextMove.Shrink();
            case GIVE_UP -> new NextMove.GiveUp();
        };
    }

    /** The next moves as settings spell them. */
    private enum Advice {
        RETRY_NOW,
        RETRY_AFTER,
        BACK_OFF,
        USE_OTHER_MODEL,
        SHRINK,
        GIVE_UP
    }
}
