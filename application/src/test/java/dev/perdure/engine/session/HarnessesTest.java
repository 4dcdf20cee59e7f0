package dev.perdure.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.tool.SteeringCapabilities;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.harness.BuiltInHarnesses;
import dev.perdure.harness.FurnishedHarnesses;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HarnessesTest {

    private static final HarnessDefaults DEFAULTS = HarnessDefaults.of(new ModelRef("standard"));

    @Test
    void a_harness_gives_what_all_it_inherits_from_gives() {
        Harnesses harnesses =
                harnesses(
                        harness(1, 2, new HarnessBase("child", List.of(), null, 7, null)),
                        harness(2, 3, HarnessBase.of("parent", List.of())),
                        harness(
                                3,
                                null,
                                new HarnessBase("root", List.of(), new ModelRef("own"), 9, null)));

        assertThat(harnesses.base(harnesses.find(id(1)).orElseThrow()))
                .isEqualTo(
                        new HarnessBase(
                                "root\n\nparent\n\nchild",
                                List.of(),
                                new ModelRef("own"),
                                7,
                                null));
    }

    @Test
    void a_harness_that_inherits_from_itself_is_refused() {
        assertThatThrownBy(() ->
                        harnesses(
                                harness(1, 2, HarnessBase.EMPTY), harness(2, 1, HarnessBase.EMPTY)))
                .hasMessageContaining("inherits from itself");
    }

    @Test
    void a_missing_parent_a_second_harness_of_a_name_and_none_at_all_are_refused() {
        assertThatThrownBy(() -> harnesses(harness(1, 2, HarnessBase.EMPTY)))
                .hasMessageContaining("is missing");
        assertThatThrownBy(() ->
                        harnesses(
                                harness(1, null, HarnessBase.EMPTY),
                                harness(1, null, HarnessBase.EMPTY)))
                .hasMessageContaining("two harnesses");
        assertThatThrownBy(HarnessesTest::harnesses).hasMessageContaining("at least one");
    }

    @Test
    void every_installation_has_a_standard_one_and_an_empty_one() {
        Harnesses built = new Harnesses(BuiltInHarnesses.all(), DEFAULTS);

        assertThat(built.standard().name()).isEqualTo("generic");
        assertThat(built.named("base").map(built::base)).contains(HarnessBase.EMPTY);
    }

    @Test
    void a_harness_on_which_no_session_could_run_is_found_out_at_the_start() {
        ToolCatalog tools =
                new ToolCatalog(
                        List.of(
                                new FakeTools().reading("look", FakeTools.says("nothing")),
                                new SteeringCapabilities()));
        harnesses(harness(1, null, HarnessBase.EMPTY), using(2, "kit", "{}")).check(tools);
        harnesses(using(1, "mcp:somebody", "{}")).check(tools);

        assertThatThrownBy(() -> harnesses(using(1, "kits", "{}")).check(tools))
                .hasMessageContaining("no session can run on the harness h1")
                .hasMessageContaining("kits");
        assertThatThrownBy(() ->
                        harnesses(
                                        using(1, "loop_detection", "{\"max_repeats\":1}"),
                                        harness(2, 1, HarnessBase.EMPTY))
                                .check(tools))
                .hasMessageContaining("a whole number from 2 to 100");
    }

    @Test
    void the_furnished_ones_inherit_from_the_standard_one() {
        List<HarnessDefinition> all = new ArrayList<>(BuiltInHarnesses.all());
        all.addAll(FurnishedHarnesses.all());
        Harnesses furnished = new Harnesses(all, DEFAULTS);

        assertThat(FurnishedHarnesses.all())
                .extracting(HarnessDefinition::name)
                .containsExactly("conversation", "platform-chat", "worker", "data-analyst");
        HarnessBase chat = furnished.base(furnished.named("platform-chat").orElseThrow());
        assertThat(chat.capabilities())
                .extracting(use -> use.id().value())
                .contains("ask_user", "skills");
        assertThat(furnished.standard().name()).isEqualTo("generic");
    }

    private static HarnessDefinition using(int number, String capability, String config) {
        CapabilityRef use =
                new CapabilityRef(
                        new CapabilityId(capability), (JsonObject) Json.parse(config).get());
        return harness(number, null, HarnessBase.of("", List.of(use)));
    }

    private static Harnesses harnesses(HarnessDefinition... all) {
        return new Harnesses(List.of(all), DEFAULTS);
    }

    private static HarnessDefinition harness(
            int number, @Nullable Integer parent, HarnessBase own) {
        return new HarnessDefinition(
                id(number), "h" + number, "", "", parent == null ? null : id(parent), own);
    }

    private static HarnessId id(int number) {
        return new HarnessId(new UUID(7, number));
    }
}
