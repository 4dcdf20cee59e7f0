package dev.perdure.engine.session;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.message.Controls;
import dev.perdure.resolution.Resolution;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The harnesses of this installation; the first is what sessions get that name none. Each inherits
 * from at most one other, and from itself by no way.
 */
public record Harnesses(List<HarnessDefinition> all, HarnessDefaults defaults) {

    /**
     * Throws {@link IllegalArgumentException}, with a sentence, when there is no harness, when two
     * have one name or one identity, when a parent is missing, or when one inherits from itself.
     */
    public Harnesses {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("an engine has at least one harness");
        }
        Set<Object> known = new HashSet<>();
        for (HarnessDefinition harness : all) {
            if (!known.add(harness.id()) || !known.add(harness.name())) {
                throw new IllegalArgumentException(
                        "there are two harnesses called " + harness.name());
            }
        }
        for (HarnessDefinition harness : all) {
            checkAncestors(harness, all);
        }
    }

    /** One harness by itself, and the defaults. */
    public static Harnesses of(HarnessDefinition only, HarnessDefaults defaults) {
        return new Harnesses(List.of(only), defaults);
    }

    public HarnessDefinition standard() {
        return all.getFirst();
    }

    public Optional<HarnessDefinition> find(HarnessId id) {
        return find(id, all);
    }

    public Optional<HarnessDefinition> named(String name) {
        return all.stream().filter(harness -> harness.name().equals(name)).findFirst();
    }

    /** What a session gets that is opened on this harness now: all it inherits is worked in. */
    public HarnessBase base(HarnessDefinition harness) {
        HarnessBase base = harness.own();
        for (HarnessId id = harness.parent(); id != null; id = find(id).orElseThrow().parent()) {
            base = base.over(find(id).orElseThrow().own());
        }
        return base;
    }

    /**
     * Holds every harness against what is offered. Uses of a family are passed over: what is in it
     * differs from organisation to organisation. Throws {@link IllegalArgumentException}, with a
     * sentence, when a session that is opened on one of them could not run.
     */
    public void check(ToolCatalog tools) {
        for (HarnessDefinition harness : all) {
            HarnessBase base = base(harness);
            List<CapabilityRef> uses =
                    base.capabilities().stream()
                            .filter(use -> use.id().member().isEmpty())
                            .toList();
            Harness bare = Harness.on(harness, base.with(uses), defaults);
            new Resolution(bare, null, SessionSettings.of(harness.id(), null, ""), Controls.NONE)
                    .resolve(named -> tools.uses(OrganisationId.DEFAULT, named))
                    .peekLeft(refusal -> {
                        throw new IllegalArgumentException(
                                "no session can run on the harness "
                                        + harness.name()
                                        + ": "
                                        + refusal.sentence());
                    });
        }
    }

    private static Optional<HarnessDefinition> find(HarnessId id, List<HarnessDefinition> all) {
        return all.stream().filter(harness -> harness.id().equals(id)).findFirst();
    }

    private static void checkAncestors(HarnessDefinition harness, List<HarnessDefinition> all) {
        Set<HarnessId> seen = new HashSet<>();
        HarnessId id = harness.id();
        while (id != null) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException(
                        "the harness " + harness.name() + " inherits from itself");
            }
            id =
                    find(id, all)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "a harness that "
                                                    + harness.name()
                                                    + " inherits from is missing"))
                            .parent();
        }
    }
}
