package dev.perdure.tools.web;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.HostLists;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tools.arguments.InvalidArguments;
import java.util.List;

/** What agent and session say of whom tools may ask, as a policy. */
public final class Bounds {

    private Bounds() {}

    /**
     * A policy, narrowed down to what the run of a tool allows.
     *
     * @throws InvalidArguments where a bound is not understood: then nobody may be asked
     */
    public static AddressPolicy of(AddressPolicy policy, ToolContext context) {
        return of(policy, context.network());
    }

    /**
     * A policy, narrowed down by each of the bounds.
     *
     * @throws InvalidArguments where a bound is not understood: then nobody may be asked
     */
    public static AddressPolicy of(AddressPolicy policy, List<NetworkAccess> network) {
        AddressPolicy bounded = policy;
        for (NetworkAccess access : network) {
            bounded = bounded.within(lists(access));
        }
        return bounded;
    }

    private static HostLists lists(NetworkAccess access) {
        try {
            return new HostLists(access.allowed(), access.blocked());
        } catch (IllegalArgumentException unusable) {
            throw InvalidArguments.because(
                    "The network_access of the agent or the session is not understood, so nobody"
                            + " may be asked. "
                            + unusable.getMessage());
        }
    }
}
