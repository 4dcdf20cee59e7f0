package dev.perdure.tool;

/**
 * A call the loop has accepted, with what recovery has to know about its tool.
 *
 * @param owner who runs it
 * @param repeatable whether a run of unknown outcome may be repeated under the same key
 * @param whenUnknown what is made of an unknown outcome that neither hints nor the tool settle
 */
public record PlannedCall(
        ToolCall call, ToolOwner owner, boolean repeatable, OutcomePolicy whenUnknown) {}
