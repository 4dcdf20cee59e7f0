package dev.perdure.service;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.ModelSources;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.toolserver.ToolServerClient;
import dev.perdure.llm.JoinedModels;
import dev.perdure.llm.profile.ProfileTable;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.llm.stored.StoredProviders;
import dev.perdure.model.ModelRef;
import dev.perdure.tools.mcp.McpServers;
import dev.perdure.tools.schema.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of this installation: the simulated ones, and those of its providers. */
final class Models {

    private final WayOut wayOut;
    private final List<ConfiguredProvider> providers;
    private final ModelDrivers drivers;
    private final ToolServerClient toolServers;
    private final List<ModelClient> clients = new ArrayList<>();
    private final ModelRef standard;
    private final ModelProfiles profiles;

    private Models(ModelsSection section, WayOut out, List<ConfiguredProvider> providers) {
        this.profiles = profiles(section.profiles());
        this.wayOut = out;
        this.providers = providers;
        this.drivers = new StoredProviders(out::client, out.providers(section.trustedHosts()));
        this.toolServers =
                new McpServers(
                        out::client,
                        out.tools(),
                        out.providers(List.of()),
                        new SchemaCheck(),
                        Version.current());
        clients.add(SimulatedModels.create());
        if (!providers.isEmpty()) {
            EgressClient client = out.client();
            clients.add(
                    new JoinedModels(providers.stream().map(each -> each.models(client)).toList()));
        }
        this.standard = standard(section.standard().strip());
    }

    /** Opens what the configuration and the environment name. */
    static Models open(ModelsSection section, WayOut out, Map<String, String> environment) {
        return new Models(section, out, ConfiguredProvider.all(section, environment));
    }

    List<ModelClient> clients() {
        return List.copyOf(clients);
    }

    /** The model of everything that names none. */
    ModelRef standard() {
        return standard;
    }

    /** What they are asked through. */
    WayOut wayOut() {
        return wayOut;
    }

    List<ConfiguredProvider> providers() {
        return providers;
    }

    /** How the servers of tools are spoken to that organisations keep. */
    ToolServerClient toolServers() {
        return toolServers;
    }

    /** Where the engine's models come from, those of organisations sealed with these keys. */
    ModelSources sources(KeyRing keys) {
        return new ModelSources(clients(), shared(), drivers, keys, profiles);
    }

    private List<SharedProvider> shared() {
        List<SharedProvider> shared = new ArrayList<>();
        shared.add(
                new SharedProvider("simulated", "llmsim", "", false, clients.getFirst().models()));
        for (ConfiguredProvider each : providers) {
            shared.add(each.shared());
        }
        return shared;
    }

    private static ModelProfiles profiles(String file) {
        ProfileTable shipped = ProfileTable.shipped();
        if (file.isEmpty()) {
            return shipped;
        }
        try {
            return shipped.and(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new StartRefused(
                    "The profiles of models in "
                            + file
                            + " cannot be read: check models.profiles.");
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "There are no profiles of models in " + file + ". " + unusable.getMessage());
        }
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
