package dev.perdure.engine.turn.effect;

import org.jspecify.annotations.Nullable;

/** An append of the owner was refused or failed; the effect it belonged to counts for nothing. */
public final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
