package dev.perdure.llm;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelRef;
import java.util.List;
import java.util.Optional;

/**
 * The models of several providers as one client. A model goes by its full name, {@code
 * provider/model}, or by the part after the provider where exactly one of them lists it.
 */
public final class JoinedModels implements ModelClient {

    private final List<ModelClient> providers;

    /**
     * @param providers clients whose models are named {@code provider/model}
     */
    public JoinedModels(List<? extends ModelClient> providers) {
        this.providers = List.copyOf(providers);
    }

    @Override
    public boolean serves(ModelRef model) {
        return full(model).isPresent();
    }

    @Override
    public ModelRef named(ModelRef model) {
        return full(model).orElse(model);
    }

    @Override
    public List<ModelRef> models() {
        return providers.stream().flatMap(provider -> provider.models().stream()).toList();
    }

    @Override
    public boolean isFree(ModelRef model) {
        Optional<ModelRef> full = full(model);
        return full.isPresent()
                && providers.stream()
                        .filter(provider -> provider.serves(full.get()))
                        .findFirst()
                        .filter(provider -> provider.isFree(full.get()))
                        .isPresent();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        ModelRef model = named(request.model());
        for (ModelClient provider : providers) {
            if (provider.serves(model)) {
                return provider.open(
                        new ModelRequest(
                                model,
                                request.instructions(),
                                request.transcript(),
                                request.tools(),
                                request.settings(),
                                request.timeouts()));
            }
        }
        throw new IllegalArgumentException("no provider serves " + request.model().name());
    }

    private Optional<ModelRef> full(ModelRef model) {
        if (providers.stream().anyMatch(provider -> provider.serves(model))) {
            return Optional.of(model);
        }
        List<ModelRef> meant =
                models().stream()
                        .filter(listed -> withoutProvider(listed).equals(model.name()))
                        .toList();
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    private static String withoutProvider(ModelRef listed) {
        return listed.name().substring(listed.name().indexOf('/') + 1);
    }
}
