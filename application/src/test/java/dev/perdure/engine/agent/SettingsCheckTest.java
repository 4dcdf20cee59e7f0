package dev.perdure.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.UseCases;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final UseCases useCases = Node.on(storage).idle().useCases();

    @Test
    void settings_that_name_what_does_not_exist_are_refused() {
        AgentSettings plain = AgentSettings.of("support", "");
        CapabilityId unknown = new CapabilityId("teleport");

        assertThat(refusalOf(plain.withModel(new ModelRef("unheard-of"))))
                .isEqualTo(Refusal.noSuchModel("unheard-of"));
        assertThat(
                        refusalOf(
                                plain.withFallbackModels(
                                        List.of(ScriptedModel.NAME, new ModelRef("unheard-of")))))
                .isEqualTo(Refusal.noSuchModel("unheard-of"));
        assertThat(
                        refusalOf(
                                plain.withCapabilities(
                                        List.of(new CapabilityRef(unknown, JsonObject.empty())))))
                .isEqualTo(Refusal.unknownCapability(unknown));
        assertThat(storage.agents().findActive(HOME, "support")).isEmpty();
    }

    @Test
    void settings_beyond_their_bounds_are_refused_by_field() {
        assertThat(fieldOf(AgentSettings.of(" ", ""))).isEqualTo("name");
        assertThat(fieldOf(AgentSettings.of("n".repeat(65), ""))).isEqualTo("name");
        assertThat(fieldOf(AgentSettings.of("A" + "a".repeat(2048), ""))).isEqualTo("name");
        assertThat(fieldOf(AgentSettings.of("support", "x".repeat(1024 * 1024 + 1))))
                .isEqualTo("system_prompt");
        assertThat(
                        fieldOf(
                                AgentSettings.of("support", "")
                                        .withCapabilities(Collections.nCopies(251, FakeTools.USE))))
                .isEqualTo("capabilities");
        assertThat(
                        fieldOf(
                                AgentSettings.of("support", "")
                                        .withFallbackModels(
                                                Collections.nCopies(9, ScriptedModel.NAME))))
                .isEqualTo("fallback_models");
    }

    @Test
    void settings_at_their_bounds_are_accepted() {
        AgentSettings large =
                AgentSettings.of("n".repeat(64), "x".repeat(1024 * 1024))
                        .withModel(ScriptedModel.NAME)
                        .withCapabilities(List.of(FakeTools.USE));

        assertThat(useCases.registerAgent().register(HOME, AgentDraft.of(large)).isRight())
                .isTrue();
    }

    private Refusal refusalOf(AgentSettings settings) {
        return useCases.registerAgent().register(HOME, AgentDraft.of(settings)).getLeft();
    }

    private String fieldOf(AgentSettings settings) {
        return ((Refusal.Invalid) refusalOf(settings)).field();
    }
}
