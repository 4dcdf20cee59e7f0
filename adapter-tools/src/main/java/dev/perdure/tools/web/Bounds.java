package dev.perdure.tools.web;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.HostLists;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.tool.NetworkAccess;

/** What agent and session say of whom tools may ask, as a policy. */
public final class Bounds {

    private Bounds() {}

    /** A policy, narrowed down to what the run of a tool allows. */
    public static AddressPolicy of(AddressPolicy policy, ToolContext context) {
        AddressPolicy bounded = policy;
        for (NetworkAccess access : context.network()) {
            bounded = bounded.within(new HostLists(access.allowed(), access.blocked()));
        }
        return bounded;
    }
}
