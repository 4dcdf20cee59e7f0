package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The capabilities of all runners by id, and who runs each. */
public final class ToolCatalog {

    private final Map<CapabilityId, Capability> capabilities = new LinkedHashMap<>();
    private final Map<CapabilityId, ToolRunner> runners = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException when two runners offer the same capability
     */
    public ToolCatalog(List<? extends ToolRunner> sources) {
        for (ToolRunner runner : sources) {
            for (Capability capability : runner.capabilities()) {
                if (capabilities.putIfAbsent(capability.id(), capability) != null) {
                    throw new IllegalArgumentException(
                            "two runners offer the capability " + capability.id().value());
                }
                runners.put(capability.id(), runner);
            }
        }
    }

    /** The capability of this id, or null: the form {@code Resolution} asks for. */
    public @Nullable Capability capability(CapabilityId id) {
        return capabilities.get(id);
    }

    public List<Capability> all() {
        return List.copyOf(capabilities.values());
    }

    /**
     * The runner that offers a capability.
     *
     * @throws IllegalArgumentException when nobody does
     */
    public ToolRunner runnerOf(CapabilityId id) {
        ToolRunner runner = runners.get(id);
        if (runner == null) {
            throw new IllegalArgumentException("nobody offers the capability " + id.value());
        }
        return runner;
    }
}
