package dev.perdure.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** By which names the models of the installation and of an organisation go. */
class NamedModelsTest {

    private final Kept node = Kept.with(Kept.KEYS);
    private final ModelCatalog catalog =
            new ModelCatalog(
                    List.of(new ScriptedModel()),
                    node.directory,
                    model -> new ModelProfile(8_000, 500, null));

    @Test
    void a_listed_model_goes_by_its_id_whoever_lists_it() {
        OfferedModel good =
                node.listing(node.added("Acme", null), "good").settings().models().getFirst();
        ModelRef ours = new ModelRef(good.id().value().toString());
        ModelRef shared = new ModelRef(ModelCatalog.idOf(ScriptedModel.NAME).toString());

        assertThat(catalog.named(Kept.OURS, ours)).isEqualTo(new ModelRef("acme/good"));
        assertThat(catalog.serving(Kept.OURS, ours)).isPresent();
        assertThat(catalog.named(Kept.OURS, shared)).isEqualTo(ScriptedModel.NAME);
        assertThat(catalog.serving(Kept.OURS, shared)).isPresent();
    }

    @Test
    void what_is_no_id_of_a_listed_model_stays_as_it_is_and_serves_nobody() {
        OfferedModel good =
                node.listing(node.added("Acme", null), "good").settings().models().getFirst();
        ModelRef ours = new ModelRef(good.id().value().toString());
        ModelRef unknown = new ModelRef(UUID.randomUUID().toString());
        OrganisationId stranger = new OrganisationId(UUID.randomUUID());

        assertThat(catalog.named(Kept.OURS, unknown)).isEqualTo(unknown);
        assertThat(catalog.serving(Kept.OURS, unknown)).isEmpty();
        assertThat(catalog.named(stranger, ours)).isEqualTo(ours);
        assertThat(catalog.serving(stranger, ours)).isEmpty();
        assertThat(catalog.named(Kept.OURS, ScriptedModel.NAME)).isEqualTo(ScriptedModel.NAME);
    }

    @Test
    void the_window_that_an_organisation_was_told_counts_more_than_the_one_that_is_known() {
        OfferedModel listed = Kept.model("good", null);
        OfferedModel small =
                new OfferedModel(
                        listed.id(),
                        "small",
                        "Small",
                        List.of(),
                        2_000,
                        listed.origin(),
                        true,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH);
        Provider provider = node.added("Acme", null);
        node.revised(
                provider,
                ProviderEdit.of(settings ->
                        settings.withModels(List.of(small, Kept.model("other", null)))));

        assertThat(catalog.profile(Kept.OURS, new ModelRef("acme/small")))
                .isEqualTo(new ModelProfile(2_000, 500, null));
        assertThat(catalog.profile(Kept.OURS, new ModelRef("small")).contextWindow())
                .isEqualTo(2_000);
        assertThat(catalog.profile(Kept.OURS, new ModelRef("acme/other")).contextWindow())
                .isEqualTo(8_000);
        assertThat(catalog.profile(Kept.OURS, ScriptedModel.NAME).contextWindow()).isEqualTo(8_000);
    }

    @Test
    void the_models_of_the_installation_come_before_those_of_the_organisation() {
        node.listing(node.added("Acme", null), "scripted");

        assertThat(catalog.models(Kept.OURS))
                .containsExactly(ScriptedModel.NAME, new ModelRef("acme/scripted"));
        assertThat(catalog.serving(Kept.OURS, ScriptedModel.NAME).orElseThrow())
                .isInstanceOf(ScriptedModel.class);
    }
}
