package dev.perdure.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.OrganisationModels;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.message.Controls;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which model answers when nobody above the harness names one. */
class ResolveSettingsTest {

    private static final HarnessId ID = new HarnessId(new UUID(1, 1));

    @Test
    void the_model_of_a_harness_stands_before_the_one_of_the_organisation() {
        ModelRef own = new ModelRef("own");

        assertThat(model(own, unpinned(), new ModelRef("organisation"))).isEqualTo(own);
        assertThat(
                        model(
                                null,
                                unpinned().on(base(new ModelRef("pinned"))),
                                new ModelRef("organisation")))
                .isEqualTo(new ModelRef("pinned"));
    }

    @Test
    void a_harness_without_a_model_leaves_it_to_the_organisation_and_then_to_the_installation() {
        ModelRef organisation = new ModelRef("organisation");

        assertThat(model(null, unpinned(), organisation)).isEqualTo(organisation);
        assertThat(model(null, unpinned().on(HarnessBase.EMPTY), organisation))
                .isEqualTo(organisation);
        assertThat(model(null, unpinned(), null)).isEqualTo(ScriptedModel.NAME);
    }

    @Test
    void a_base_that_was_kept_with_a_session_is_heard_in_place_of_the_harness() {
        assertThat(
                        model(
                                new ModelRef("since"),
                                unpinned().on(HarnessBase.EMPTY),
                                new ModelRef("organisation")))
                .isEqualTo(new ModelRef("organisation"));
    }

    private static ModelRef model(
            @Nullable ModelRef ofHarness,
            SessionSettings session,
            @Nullable ModelRef ofOrganisation) {
        Harnesses harnesses =
                Harnesses.of(
                        new HarnessDefinition(ID, "h", "", "", null, base(ofHarness)),
                        HarnessDefaults.of(ScriptedModel.NAME));
        ModelCatalog models =
                new ModelCatalog(
                        List.of(new ScriptedModel()),
                        new StandardModel(ofOrganisation),
                        ModelProfiles.NONE);
        return new ResolveSettings(harnesses, new ToolCatalog(List.of()), models)
                .resolve(OrganisationId.DEFAULT, null, session, Controls.NONE)
                .get()
                .model();
    }

    private static SessionSettings unpinned() {
        return SessionSettings.of(ID, null, "");
    }

    private static HarnessBase base(@Nullable ModelRef model) {
        return new HarnessBase("", List.of(), model, null, null);
    }

    /** An organisation that brought nothing but a model for whatever names none. */
    private record StandardModel(@Nullable ModelRef model) implements OrganisationModels {

        @Override
        public Optional<ModelClient> serving(OrganisationId organisation, ModelRef wanted) {
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
        public OptionalInt contextWindow(OrganisationId organisation, ModelRef wanted) {
            return OptionalInt.empty();
        }

        @Override
        public Optional<ModelRef> standard(OrganisationId organisation) {
            return Optional.ofNullable(model);
        }
    }
}
