package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;

/** A source of capabilities whose tools the engine runs. Thread-safe. */
public interface ToolRunner {

    /** What this runner offers; the same at every call. */
    List<Capability> capabilities();

    /**
     * Runs one call, on the calling thread, which is a virtual one: a tool that computes for long
     * without ever waiting belongs on threads of its own. What goes wrong inside the tool is an
     * error result and not an exception.
     *
     * @param capability the one that contributed the tool
     */
    ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException;

    /**
     * Says what became of a call that was run under the key of {@code context} and whose answer was
     * lost: its node died, or it did not answer in time. Asked only of calls that may not be
     * repeated unasked, and possibly more than once. Changes nothing. An honest runner says that it
     * cannot tell, as this one does, unless it knows: a call that is said to have never happened is
     * run again, one that is said to be done never.
     */
    default Finding probe(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        return new Finding.Unknown();
    }
}
