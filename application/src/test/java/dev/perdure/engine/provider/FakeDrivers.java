package dev.perdure.engine.provider;

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
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.provider.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Drivers of one type of provider, whose servers know one key and one model. */
final class FakeDrivers implements ModelDrivers {

    static final String TYPE = "fake";
    static final String MODEL = "good";
    static final Secret KEY = new Secret("marker-right-key");

    final List<ProviderAccess> opened = new CopyOnWriteArrayList<>();
    final List<ModelRequest> asked = new CopyOnWriteArrayList<>();
    volatile ModelListing listing =
            new ModelListing.Listed(List.of(new ModelListing.Found(MODEL, "Good", 8_000)));

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
        opened.add(provider);
        return new Client(provider, asked);
    }

    @Override
    public ModelListing list(ProviderAccess provider) {
        return listing;
    }

    private record Client(ProviderAccess provider, List<ModelRequest> asked)
            implements ModelClient {

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
            asked.add(request);
            return new Stream(failure(request));
        }

        private @Nullable ModelFailure failure(ModelRequest request) {
            if (!Objects.equals(provider.key(), KEY)) {
                return failed(FailureKind.AUTHENTICATION, "The key is not accepted.");
            }
            return request.model().name().equals(provider.name() + "/" + MODEL)
                    ? null
                    : failed(FailureKind.NOT_FOUND, "The model is not known.");
        }

        private static ModelFailure failed(FailureKind kind, String sentence) {
            return new ModelFailure(kind, new NextMove.GiveUp(), sentence);
        }
    }

    private static final class Stream implements ModelStream {

        private final @Nullable ModelFailure failure;
        private boolean started;

        private Stream(@Nullable ModelFailure failure) {
            this.failure = failure;
        }

        @Override
        public ModelChunk next() {
            if (failure != null) {
                return new ModelChunk.Failed(failure);
            }
            if (!started) {
                started = true;
                return new ModelChunk.Started(MODEL);
            }
            return new ModelChunk.Finished(FinishReason.STOP);
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
