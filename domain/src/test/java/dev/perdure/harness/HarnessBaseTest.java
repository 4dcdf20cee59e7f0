package dev.perdure.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarnessBaseTest {

    private static final HarnessBase PARENT =
            new HarnessBase(
                    "Be kind.",
                    List.of(use("files", "parent"), use("time", "parent")),
                    new ModelRef("parent"),
                    3,
                    OutcomePolicy.ASK);

    @Test
    void instructions_follow_those_of_the_parent() {
        HarnessBase child = HarnessBase.of("Be brief.", List.of());

        assertThat(child.over(PARENT).instructions()).isEqualTo("Be kind.\n\nBe brief.");
        assertThat(child.over(HarnessBase.EMPTY).instructions()).isEqualTo("Be brief.");
        assertThat(HarnessBase.EMPTY.over(PARENT).instructions()).isEqualTo("Be kind.");
    }

    @Test
    void a_use_of_a_capability_takes_the_place_of_the_parents() {
        HarnessBase child = HarnessBase.of("", List.of(use("time", "child"), use("web", "child")));

        assertThat(child.over(PARENT).capabilities())
                .containsExactly(use("files", "parent"), use("time", "child"), use("web", "child"));
    }

    @Test
    void what_needs_a_person_adds_up_whoever_says_it() {
        HarnessBase parent = HarnessBase.of("", List.of(use("tool_approval", "parent")));
        HarnessBase child =
                HarnessBase.of("", List.of(use("tool_approval", "child"), use("web", "child")));

        assertThat(child.over(parent).capabilities())
                .containsExactlyInAnyOrder(
                        use("web", "child"),
                        use("tool_approval", "parent"),
                        use("tool_approval", "child"));
    }

    @Test
    void the_parent_is_heard_where_the_child_says_nothing() {
        HarnessBase chosen =
                new HarnessBase("", List.of(), new ModelRef("own"), 1, OutcomePolicy.RERUN);

        assertThat(HarnessBase.EMPTY.over(PARENT)).isEqualTo(PARENT);
        assertThat(chosen.over(PARENT))
                .isEqualTo(
                        new HarnessBase(
                                "Be kind.",
                                PARENT.capabilities(),
                                new ModelRef("own"),
                                1,
                                OutcomePolicy.RERUN));
    }

    private static CapabilityRef use(String id, String by) {
        return new CapabilityRef(new CapabilityId(id), JsonObject.builder().put("by", by).build());
    }
}
