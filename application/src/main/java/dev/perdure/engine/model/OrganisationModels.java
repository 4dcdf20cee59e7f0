package dev.perdure.engine.model;

import dev.perdure.model.ModelRef;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The models that organisations brought along, beside those of the installation. Thread-safe. */
public interface OrganisationModels {

    /** Nobody brought any. */
    OrganisationModels NONE = new NoModels();

    /** The client that answers for a model of an organisation. */
    Optional<ModelClient> serving(OrganisationId organisation, ModelRef model);

    /** The models worth listing, by their full names. */
    List<ModelRef> models(OrganisationId organisation);

    /** The full name of a listed model. */
    Optional<ModelRef> named(OrganisationId organisation, UUID id);

    /** In tokens, as somebody wrote it down or the provider says; empty where nobody did. */
    OptionalInt contextWindow(OrganisationId organisation, ModelRef model);

    /** What answers whatever names no model; empty leaves that to the installation. */
    Optional<ModelRef> standard(OrganisationId organisation);

    /** The models of nobody. */
    final class NoModels implements OrganisationModels {

        private NoModels() {}

        @Override
        public Optional<ModelClient> serving(OrganisationId organisation, ModelRef model) {
            return Optional.empty();
        }

        @Override
        public List<ModelRef> models(OrganisationId organisation) {
            return List.of();
        }

        @Override
        public Optional<ModelRef> named(OrganisationId organisation, UUID id) {
            return Optional.empty();
        }

        @Override
        public OptionalInt contextWindow(OrganisationId organisation, ModelRef model) {
            return OptionalInt.empty();
        }

        @Override
        public Optional<ModelRef> standard(OrganisationId organisation) {
            return Optional.empty();
        }
    }
}
