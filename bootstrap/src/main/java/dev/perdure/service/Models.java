package dev.perdure.service;

import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.JoinedModels;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of this installation: the simulated ones, and those of its providers. */
final class Models implements AutoCloseable {

    private final List<ConfiguredProvider> providers;
    private final List<EgressClient> egress = new ArrayList<>();
    private final List<ModelClient> clients = new ArrayList<>();
    private final ModelRef standard;

    private Models(ModelsSection section, List<ConfiguredProvider> providers) {
        this.providers = providers;
        clients.add(SimulatedModels.create());
        if (!providers.isEmpty()) {
            EgressClient shared = EgressClient.create(EgressConfig.DEFAULT);
            egress.add(shared);
            clients.add(
                    new JoinedModels(providers.stream().map(each -> each.models(shared)).toList()));
        }
        this.standard = standard(section.standard().strip());
    }

    /** Opens what the configuration and the environment name. */
    static Models open(ModelsSection section, Map<String, String> environment) {
        return new Models(section, ConfiguredProvider.all(section, environment));
    }

    List<ModelClient> clients() {
        return List.copyOf(clients);
    }

    /** The model of everything that names none. */
    ModelRef standard() {
        return standard;
    }

    List<ConfiguredProvider> providers() {
        return providers;
    }

    @Override
    public void close() {
        egress.forEach(EgressClient::close);
    }

    private ModelRef standard(String chosen) {
        if (chosen.isEmpty()) {
            return Stream.concat(clients.stream().skip(1), clients.stream().limit(1))
                    .flatMap(client -> client.models().stream())
                    .findFirst()
                    .orElseThrow();
        }
        ModelRef model = new ModelRef(chosen);
        if (clients.stream().noneMatch(client -> client.serves(model))) {
            close();
            throw new StartRefused(
                    "There is no model "
                            + chosen
                            + " in this installation. There are "
                            + clients.stream()
                                    .flatMap(client -> client.models().stream())
                                    .map(ModelRef::name)
                                    .collect(Collectors.joining(", "))
                            + ": name one of them in PERDURE_MODEL.");
        }
        return model;
    }
}
