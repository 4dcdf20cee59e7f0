package dev.perdure.llm.provider;

import dev.perdure.model.ModelFailure;
import java.util.Optional;

/** What some servers of a wire refuse, and what is made of it. */
@FunctionalInterface
public interface Quirk {

    /** Every refusal is what it looks like. */
    Quirk NONE = (status, error) -> Optional.empty();

    /** The failure that a refusal stands for; empty when it is for the usual judge. */
    Optional<ModelFailure> judge(int status, ProviderError error);
}
