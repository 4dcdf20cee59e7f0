package dev.perdure.tool;

/** What somebody outside says is to be made of a call whose outcome is unknown. */
public sealed interface Verdict {

    record RunAgain() implements Verdict {}

    /** They have found out: this is what the call came to. */
    record TakeResult(ToolResult result) implements Verdict {}

    record TellModel() implements Verdict {}
}
