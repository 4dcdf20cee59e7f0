package dev.perdure.engine.provider;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelRef;
import java.util.List;

/** A model that goes by a shorter name, asked by its full one. */
final class RenamedModel implements ModelClient {

    private final ModelRef shorter;
    private final ModelRef full;
    private final ModelClient client;

    RenamedModel(ModelRef shorter, ModelRef full, ModelClient client) {
        this.shorter = shorter;
        this.full = full;
        this.client = client;
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(shorter) || client.serves(model);
    }

    @Override
    public ModelRef named(ModelRef model) {
        return model.equals(shorter) ? full : model;
    }

    @Override
    public List<ModelRef> models() {
        return client.models();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        return client.open(
                new ModelRequest(
                        named(request.model()),
                        request.instructions(),
                        request.transcript(),
                        request.tools(),
                        request.settings(),
                        request.timeouts()));
    }
}
