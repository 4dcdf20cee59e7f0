package dev.perdure.tool;

/**
 * The answer of a tool call.
 *
 * @param output text for the model; empty when the call did not succeed
 * @param error one sentence for the model; empty when the call succeeded
 */
public record ToolResult(ToolStatus status, String output, String error) {

    public static ToolResult success(String output) {
        return new ToolResult(ToolStatus.SUCCESS, output, "");
    }

    public static ToolResult error(String error) {
        return new ToolResult(ToolStatus.ERROR, "", error);
    }

    public static ToolResult timeout(String error) {
        return new ToolResult(ToolStatus.TIMEOUT, "", error);
    }

    public static ToolResult cancelled() {
        return new ToolResult(ToolStatus.CANCELLED, "", "The call was cancelled.");
    }

    /** The honest answer after a crash between intent and outcome. */
    public static ToolResult unknown() {
        return new ToolResult(
                ToolStatus.UNKNOWN,
                "",
                "The call was started and then interrupted; whether it took effect is unknown. It was"
                        + " not run again.");
    }

    public boolean succeeded() {
        return status == ToolStatus.SUCCESS;
    }
}
