package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.engine.file.FileView;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The capabilities of all runners by id, and who runs each. */
public final class ToolCatalog {

    private final List<ToolRunner> sources;
    private final ArgumentsCheck arguments;
    private final Map<CapabilityId, Capability> capabilities = new LinkedHashMap<>();
    private final Map<CapabilityId, ToolRunner> runners = new LinkedHashMap<>();

    /** Of runners whose tools are held against the shape of their arguments alone. */
    public ToolCatalog(List<? extends ToolRunner> sources) {
        this(sources, ArgumentsCheck.SHAPE);
    }

    /**
     * @throws IllegalArgumentException when two runners offer the same capability, or when one
     *     depends on itself or on one that nobody offers
     */
    public ToolCatalog(List<? extends ToolRunner> sources, ArgumentsCheck arguments) {
        this.arguments = arguments;
        this.sources = List.copyOf(sources);
        for (ToolRunner runner : sources) {
            for (Capability capability : runner.capabilities()) {
                if (capabilities.putIfAbsent(capability.id(), capability) != null) {
                    throw new IllegalArgumentException(
                            "two runners offer the capability " + capability.id().value());
                }
                runners.put(capability.id(), runner);
            }
        }
        capabilities.keySet().forEach(id -> checkDependencies(id, List.of()));
    }

    /** What calls of tools are held against. */
    public ArgumentsCheck arguments() {
        return arguments;
    }

    /** What an organisation may give its agents. */
    public List<Capability> all(OrganisationId organisation) {
        List<Capability> offered = new ArrayList<>(capabilities.values());
        sources.forEach(runner -> offered.addAll(runner.members(organisation)));
        return List.copyOf(offered);
    }

    /** What an organisation finds under this id. */
    public Optional<Capability> find(OrganisationId organisation, CapabilityId id) {
        return all(organisation).stream()
                .filter(capability -> capability.id().equals(id))
                .findFirst();
    }

    /**
     * What these uses of capabilities bring an organisation's agent, or what is wrong with the
     * first that cannot be. Each capability counts once, where it was named first; of several uses
     * of it the last that has settings decides them. What one depends on stands before it, without
     * settings unless it is named, too.
     */
    public Either<Refusal, List<CapabilityUse>> uses(
            OrganisationId organisation, List<CapabilityRef> named) {
        return new UsesUnderWay(this, organisation, named).all();
    }

    /** The same uses with what each has to say in a session that has these files. */
    public List<CapabilityUse> inSession(List<CapabilityUse> uses, FileView files) {
        return uses.stream()
                .map(use -> use.telling(runnerOf(use.ref().id()).instructions(use.ref(), files)))
                .toList();
    }

    /** What speaks against these uses of capabilities, if anything does. */
    public Optional<Refusal> objection(OrganisationId organisation, List<CapabilityRef> named) {
        return uses(organisation, named).fold(Optional::of, fine -> Optional.empty());
    }

    /**
     * The runner that offers a capability, or its family.
     *
     * @throws IllegalArgumentException when nobody does
     */
    public ToolRunner runnerOf(CapabilityId id) {
        ToolRunner exact = runners.get(id);
        ToolRunner runner = exact == null ? runners.get(id.family()) : exact;
        if (runner == null) {
            throw new IllegalArgumentException("nobody offers the capability " + id.value());
        }
        return runner;
    }

    /** The capability of this id, or else of its family; null when there is neither. */
    @Nullable Capability known(CapabilityId id) {
        Capability exact = capabilities.get(id);
        return exact == null ? capabilities.get(id.family()) : exact;
    }

    private void checkDependencies(CapabilityId id, List<CapabilityId> above) {
        if (above.contains(id)) {
            throw new IllegalArgumentException("the capability " + id.value() + " needs itself");
        }
        Capability capability = capabilities.get(id);
        if (capability == null) {
            throw new IllegalArgumentException(
                    "nobody offers the capability "
                            + id.value()
                            + ", which "
                            + above.getLast().value()
                            + " needs");
        }
        List<CapabilityId> path = new ArrayList<>(above);
        path.add(id);
        capability.dependencies().forEach(other -> checkDependencies(other, path));
    }
}
