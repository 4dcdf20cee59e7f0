package dev.perdure.engine.model;

import dev.perdure.model.ModelRef;
import java.util.List;
import java.util.Optional;

/** The model clients of this engine; the first that serves a model answers for it. */
public final class ModelCatalog {

    private final List<ModelClient> clients;

    public ModelCatalog(List<? extends ModelClient> clients) {
        this.clients = List.copyOf(clients);
    }

    public Optional<ModelClient> serving(ModelRef model) {
        return clients.stream().filter(client -> client.serves(model)).findFirst();
    }

    public List<ModelRef> models() {
        return clients.stream().flatMap(client -> client.models().stream()).toList();
    }
}
