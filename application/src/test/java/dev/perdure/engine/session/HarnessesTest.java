package dev.perdure.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.harness.BuiltInHarnesses;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.model.ModelRef;
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
