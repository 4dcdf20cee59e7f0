package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
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
}
