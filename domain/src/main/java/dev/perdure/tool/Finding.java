package dev.perdure.tool;

/** What a tool can say of a call that was started and whose answer was lost. */
public sealed interface Finding {

    /** The call took effect, or failed for good, with this result. */
    record Done(ToolResult result) implements Finding {}

    /** The call had no effect and never will have; running it is as good as running it first. */
    record NeverHappened() implements Finding {}

    /** The tool cannot tell. */
    record Unknown() implements Finding {}
}
