package dev.perdure.rest;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelListing;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.provider.Secret;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Drivers of one type of provider, whose servers have two models and answer to one key. */
public final class LockedModels implements ModelDrivers {

    public static final String TYPE = "custom";
    public static final String KEY = "sk-marker-of-the-right-key";
    public static final String SAYS = "Open.";

    private static final ModelFailure REFUSED =
            new ModelFailure(
                    FailureKind.AUTHENTICATION,
                    new NextMove.GiveUp(),
                    "The server does not accept the key.");

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public Optional<String> objection(ProviderAccess provider) {
        return provider.type().equals(TYPE)
                ? Optional.empty()
                : Optional.of("There is no driver for " + provider.type() + ".");
    }

    @Override
    public ModelClient open(ProviderAccess provider) {
        return new Client(provider);
    }

    @Override
    public ModelListing list(ProviderAccess provider) {
        return isLocked(provider)
                ? new ModelListing.Failed(REFUSED)
                : new ModelListing.Listed(
                        List.of(
                                new ModelListing.Found("small", "Small", 8_000),
                                new ModelListing.Found("large", "Large", null)));
    }

    /** Of the larger model something is known. */
    public static ModelProfile profile(String model) {
        return model.equals("large")
                ? new ModelProfile(
                        16_000,
                        4_000,
                        new ModelPrice(
                                new BigDecimal("0.25"),
                                new BigDecimal("2"),
                                new BigDecimal("0.025"),
                                new BigDecimal("0.3")))
                : ModelProfile.UNKNOWN;
    }

    private static boolean isLocked(ProviderAccess provider) {
        return !new Secret(KEY).equals(provider.key());
    }

    private record Client(ProviderAccess provider) implements ModelClient {

        @Override
        public boolean serves(ModelRef model) {
            return model.name().startsWith(provider.name() + "/")
                    && model.name().length() > provider.name().length() + 1;
        }

        @Override
        public List<ModelRef> models() {
            return List.of();
        }

        @Override
        public ModelStream open(ModelRequest request) {
            return new Stream(
                    isLocked(provider)
                            ? List.of(new ModelChunk.Failed(REFUSED))
                            : List.of(
                                    new ModelChunk.Started(request.model().name()),
                                    new ModelChunk.TextDelta(SAYS),
                                    new ModelChunk.Finished(FinishReason.STOP)));
        }
    }

    private static final class Stream implements ModelStream {

        private final Queue<ModelChunk> chunks;

        private Stream(List<ModelChunk> chunks) {
            this.chunks = new ArrayDeque<>(chunks);
        }

        @Override
        public ModelChunk next() {
            return chunks.remove();
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
