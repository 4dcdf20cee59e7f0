package dev.perdure.engine.model;

import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.tenant.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models an organisation may name: those of the installation, and those it brought along. The
 * first that serves a model answers for it, and the installation's come first. A listed model also
 * goes by its id.
 */
public final class ModelCatalog {

    private static final int ID_LENGTH = 36;

    private final List<ModelClient> clients;
    private final OrganisationModels own;
    private final ModelProfiles profiles;
    private final @Nullable ModelClient reserved;

    public ModelCatalog(List<? extends ModelClient> clients) {
        this(clients, OrganisationModels.NONE, ModelProfiles.NONE);
    }

    /**
     * @param profiles what is known of models where nobody said otherwise
     */
    public ModelCatalog(
            List<? extends ModelClient> clients, OrganisationModels own, ModelProfiles profiles) {
        this(clients, own, profiles, null);
    }

    /**
     * @param reserved serves sessions that the engine opens for itself; nobody may name its models
     */
    public ModelCatalog(
            List<? extends ModelClient> clients,
            OrganisationModels own,
            ModelProfiles profiles,
            @Nullable ModelClient reserved) {
        this.clients = List.copyOf(clients);
        this.own = own;
        this.profiles = profiles;
        this.reserved = reserved;
    }

    /** What answers for a model that somebody may name. */
    public Optional<ModelClient> serving(OrganisationId organisation, ModelRef model) {
        ModelRef meant = meant(organisation, model);
        return isReserved(meant)
                ? Optional.empty()
                : clients.stream()
                        .filter(client -> client.serves(meant))
                        .findFirst()
                        .or(() -> own.serving(organisation, meant));
    }

    /** What answers for a model that a turn runs on, the engine's own included. */
    public Optional<ModelClient> answering(OrganisationId organisation, ModelRef model) {
        return isReserved(model) ? Optional.ofNullable(reserved) : serving(organisation, model);
    }

    /** Whether it is the engine's own, which nobody may name. */
    public boolean isReserved(ModelRef model) {
        return reserved != null && reserved.serves(model);
    }

    public List<ModelRef> models(OrganisationId organisation) {
        return Stream.concat(shared(), own.models(organisation).stream()).toList();
    }

    /** What is known of a model; the window that its organisation was told counts more. */
    public ModelProfile profile(OrganisationId organisation, ModelRef model) {
        ModelRef named = named(organisation, model);
        ModelProfile known = profiles.of(named.name().substring(named.name().indexOf('/') + 1));
        if (clients.stream().anyMatch(client -> client.serves(named))) {
            return known;
        }
        OptionalInt window = own.contextWindow(organisation, named);
        return window.isPresent() ? known.withContextWindow(window.getAsInt()) : known;
    }

    /** What a model costs; absent where nobody knows. */
    public @Nullable ModelPrice price(OrganisationId organisation, ModelRef model) {
        ModelPrice known = profile(organisation, model).price();
        ModelRef named = named(organisation, model);
        return known == null
                        && answering(organisation, model)
                                .filter(client -> client.isFree(named))
                                .isPresent()
                ? ModelPrice.FREE
                : known;
    }

    /** What the organisation wants to answer whatever names no model. */
    public Optional<ModelRef> standard(OrganisationId organisation) {
        return own.standard(organisation);
    }

    /**
     * The full name of a model, which begins with its account's where it has one; a model may be
     * named by its id or a shorter name. What nobody serves stays as it is.
     */
    public ModelRef named(OrganisationId organisation, ModelRef model) {
        ModelRef meant = meant(organisation, model);
        return serving(organisation, meant).map(client -> client.named(meant)).orElse(meant);
    }

    /** The name of what may be named by its id. */
    private ModelRef meant(OrganisationId organisation, ModelRef model) {
        return id(model)
                .flatMap(id ->
                        shared().filter(each -> idOf(each).equals(id))
                                .findFirst()
                                .or(() -> own.named(organisation, id)))
                .orElse(model);
    }

    /** The id of a model of the installation: the same on every node, as long as its name is. */
    public static UUID idOf(ModelRef shared) {
        return UUID.nameUUIDFromBytes(
                ("model of the installation: " + shared.name()).getBytes(StandardCharsets.UTF_8));
    }

    private Stream<ModelRef> shared() {
        return clients.stream().flatMap(client -> client.models().stream());
    }

    private static Optional<UUID> id(ModelRef model) {
        if (model.name().length() != ID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(model.name()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
