package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.capability.Contribution;
import dev.perdure.json.JsonObject;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The uses of one agent while they are looked up, each once and what it depends on before it. */
final class UsesUnderWay {

    private final ToolCatalog catalog;
    private final OrganisationId organisation;
    private final Map<CapabilityId, JsonObject> settings = new LinkedHashMap<>();
    private final Set<CapabilityId> seen = new HashSet<>();
    private final List<CapabilityUse> found = new ArrayList<>();

    UsesUnderWay(ToolCatalog catalog, OrganisationId organisation, List<CapabilityRef> named) {
        this.catalog = catalog;
        this.organisation = organisation;
        for (CapabilityRef use : named) {
            settings.merge(
                    use.id(),
                    use.config(),
                    (earlier, later) -> later.members().isEmpty() ? earlier : later);
        }
    }

    Either<Refusal, List<CapabilityUse>> all() {
        for (CapabilityId id : settings.keySet()) {
            Refusal refusal = add(id);
            if (refusal != null) {
                return Either.left(refusal);
            }
        }
        return Either.right(List.copyOf(found));
    }

    private @Nullable Refusal add(CapabilityId id) {
        if (!seen.add(id)) {
            return null;
        }
        Capability capability = catalog.known(id);
        if (capability == null) {
            return Refusal.unknownCapability(id);
        }
        for (CapabilityId other : capability.dependencies()) {
            Refusal refusal = add(other);
            if (refusal != null) {
                return refusal;
            }
        }
        CapabilityRef use = new CapabilityRef(id, settings.getOrDefault(id, JsonObject.empty()));
        return switch (catalog.runnerOf(id).contribute(organisation, use)) {
            case Contribution.Refused refused -> Refusal.unusableCapability(id, refused.sentence());
            case Contribution.Given given -> {
                found.add(new CapabilityUse(use, given));
                yield null;
            }
        };
    }
}
