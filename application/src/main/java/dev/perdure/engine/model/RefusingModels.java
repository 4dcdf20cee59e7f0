package dev.perdure.engine.model;

import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import java.util.List;

/** The models of a provider that cannot be reached as it is kept: every call says why. */
public final class RefusingModels implements ModelClient {

    private final ProviderAccess provider;
    private final ModelFailure failure;

    public RefusingModels(ProviderAccess provider, ModelFailure failure) {
        this.provider = provider;
        this.failure = failure;
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.name().startsWith(provider.name() + "/")
                && model.name().length() > provider.name().length() + 1;
    }

    @Override
    public List<ModelRef> models() {
        return provider.models().stream()
                .map(model -> new ModelRef(provider.name() + "/" + model))
                .toList();
    }

    @Override
    public ModelStream open(ModelRequest request) {
        return new Refusal(new ModelChunk.Failed(failure, false));
    }

    private record Refusal(ModelChunk.Failed failed) implements ModelStream {

        @Override
        public ModelChunk next() {
            return failed;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
