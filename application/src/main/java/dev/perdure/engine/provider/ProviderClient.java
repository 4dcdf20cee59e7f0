package dev.perdure.engine.provider;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.RefusingModels;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models of a stored provider. Its driver is opened by the first call, so that a provider whose
 * key or address makes trouble troubles its own calls alone.
 */
final class ProviderClient implements ModelClient {

    private final Provider provider;
    private final ModelDrivers drivers;
    private final KeyRing keys;
    private volatile @Nullable ModelClient opened;

    ProviderClient(Provider provider, ModelDrivers drivers, KeyRing keys) {
        this.provider = provider;
        this.drivers = drivers;
        this.keys = keys;
    }

    /** Whatever is named after the provider, unless it is listed and switched off. */
    @Override
    public boolean serves(ModelRef model) {
        String prefix = provider.slug() + "/";
        return provider.settings().enabled()
                && model.name().startsWith(prefix)
                && model.name().length() > prefix.length()
                && provider.settings()
                        .model(model.name().substring(prefix.length()))
                        .map(OfferedModel::enabled)
                        .orElse(true);
    }

    @Override
    public List<ModelRef> models() {
        return provider.settings().models().stream()
                .map(model -> new ModelRef(provider.slug() + "/" + model.name()))
                .toList();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        ModelClient client = opened;
        if (client == null) {
            client = Clients.of(provider, drivers, keys);
            if (client instanceof RefusingModels) {
                return client.open(request);
            }
            // Of two that come at once each may open one: what drivers keep, they keep by provider.
            opened = client;
        } else {
            // A name may stand for another address by now.
            Optional<ModelClient> refusing = Clients.refusing(provider, drivers);
            if (refusing.isPresent()) {
                return refusing.get().open(request);
            }
        }
        return client.open(request);
    }
}
