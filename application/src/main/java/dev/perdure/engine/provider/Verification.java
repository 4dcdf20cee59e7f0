package dev.perdure.engine.provider;

import dev.perdure.model.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider answers as it is kept.
 *
 * @param problem what is wrong; absent when it answers
 * @param sentence the same for people; holds no key
 */
public record Verification(@Nullable FailureKind problem, String sentence) {

    public boolean isFine() {
        return problem == null;
    }
}
