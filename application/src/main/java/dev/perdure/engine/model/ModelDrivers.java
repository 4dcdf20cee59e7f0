package dev.perdure.engine.model;

import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.util.List;
import java.util.Optional;

/** Reaches the providers that organisations keep, by their types. Thread-safe. */
public interface ModelDrivers {

    /** Drivers of an engine that reaches no provider but those it was started with. */
    ModelDrivers NONE = new NoDrivers();

    /** The types there are drivers for. */
    List<String> types();

    /**
     * What speaks against reaching a provider, whatever its server does: no driver for its type, an
     * address that may not be asked, a key that cannot be sent. One sentence, without the key;
     * empty when nothing does.
     */
    Optional<String> objection(ProviderAccess provider);

    /** A client of a provider there is no objection to. Asks nobody yet. */
    ModelClient open(ProviderAccess provider);

    /** Asks a provider there is no objection to which models it has; blocks, never for long. */
    ModelListing list(ProviderAccess provider) throws InterruptedException;

    /** Objects to every provider. */
    final class NoDrivers implements ModelDrivers {

        private static final String SENTENCE = "This installation reaches no other providers.";

        private NoDrivers() {}

        @Override
        public List<String> types() {
            return List.of();
        }

        @Override
        public Optional<String> objection(ProviderAccess provider) {
            return Optional.of(SENTENCE);
        }

        @Override
        public ModelClient open(ProviderAccess provider) {
            return new RefusingModels(provider, refusal());
        }

        @Override
        public ModelListing list(ProviderAccess provider) {
            return new ModelListing.Failed(refusal());
        }

        private static ModelFailure refusal() {
            return new ModelFailure(FailureKind.INVALID_REQUEST, new NextMove.GiveUp(), SENTENCE);
        }
    }
}
