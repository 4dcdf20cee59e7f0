package dev.perdure.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.capability.Contribution;
import dev.perdure.json.JsonObject;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ToolCatalogTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final OrganisationId OTHER = new OrganisationId(new UUID(7, 7));

    /** A family with one member, at one organisation. */
    private record Family(List<Capability> capabilities) implements ToolRunner {

        @Override
        public List<Capability> members(OrganisationId organisation) {
            return organisation.equals(HOME) ? List.of(plain("shop:books")) : List.of();
        }

        @Override
        public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
            if (use.id().member().isEmpty()) {
                return ToolRunner.super.contribute(organisation, use);
            }
            return members(organisation).stream()
                    .filter(member -> member.id().equals(use.id()))
                    .findFirst()
                    .<Contribution>map(Capability::contribution)
                    .orElseGet(() ->
                            new Contribution.Refused(
                                    "There is no shop " + use.id().member() + "."));
        }

        @Override
        public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
            return ToolResult.success("sold");
        }
    }

    private final Family family = new Family(List.of(plain("shop"), plain("clock")));
    private final ToolCatalog catalog = new ToolCatalog(List.of(family));

    @Test
    void a_member_of_a_family_is_run_by_who_offers_the_family() {
        assertThat(catalog.runnerOf(id("shop:books"))).isSameAs(family);
        assertThatThrownBy(() -> catalog.runnerOf(id("bank:books")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody offers the capability bank:books");
    }

    @Test
    void a_member_is_found_by_the_organisation_that_has_it() {
        assertThat(catalog.find(HOME, id("shop:books"))).isPresent();
        assertThat(catalog.find(OTHER, id("shop:books"))).isEmpty();
        assertThat(catalog.all(OTHER)).containsExactlyElementsOf(family.capabilities());
    }

    @Test
    void uses_that_cannot_be_are_objected_to_by_name() {
        assertThat(catalog.objection(HOME, uses("shop:books", "clock"))).isEmpty();
        assertThat(catalog.objection(OTHER, uses("clock", "shop:books")))
                .contains(Refusal.unusableCapability(id("shop:books"), "There is no shop books."));
        assertThat(catalog.objection(HOME, uses("bank:books")))
                .contains(Refusal.unknownCapability(id("bank:books")));
    }

    @Test
    void capabilities_that_need_each_other_in_a_circle_are_refused() {
        Capability a = plain("a").dependingOn(id("b"));
        Capability b = plain("b").dependingOn(id("c"));
        Capability c = plain("c").dependingOn(id("a"));

        assertThatThrownBy(() -> new ToolCatalog(List.of(new Family(List.of(a, b, c)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the capability a needs itself");
        assertThatThrownBy(() -> new ToolCatalog(List.of(new Family(List.of(c)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody offers the capability a, which c needs");
    }

    @Test
    void the_last_use_that_has_settings_decides_them_and_the_first_its_place() {
        JsonObject last = JsonObject.builder().put("zone", "CET").build();
        List<CapabilityRef> named = new ArrayList<>(uses("clock", "shop:books"));
        named.add(new CapabilityRef(id("clock"), last));
        named.addAll(uses("clock"));

        assertThat(catalog.uses(HOME, named).get())
                .extracting(CapabilityUse::ref)
                .containsExactly(
                        new CapabilityRef(id("clock"), last), uses("shop:books").getFirst());
    }

    @Test
    void what_a_capability_depends_on_comes_with_it_once_and_before_it() {
        ToolCatalog chained =
                new ToolCatalog(
                        List.of(
                                new Family(
                                        List.of(
                                                plain("a").dependingOn(id("b"), id("c")),
                                                plain("b").dependingOn(id("c")),
                                                plain("c")))));
        JsonObject settings = JsonObject.builder().put("of", "c").build();
        CapabilityRef c = new CapabilityRef(id("c"), settings);

        assertThat(chained.uses(HOME, List.of(uses("a").getFirst(), c)).get())
                .extracting(CapabilityUse::ref)
                .containsExactly(c, uses("b").getFirst(), uses("a").getFirst());
    }

    private static List<CapabilityRef> uses(String... ids) {
        return Arrays.stream(ids)
                .map(value -> new CapabilityRef(id(value), JsonObject.empty()))
                .toList();
    }

    private static Capability plain(String id) {
        return new Capability(id(id), id, "", "", List.of());
    }

    private static CapabilityId id(String value) {
        return new CapabilityId(value);
    }
}
