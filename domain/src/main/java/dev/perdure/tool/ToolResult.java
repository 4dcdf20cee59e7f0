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

    /** The honest answer after a crash, or an interrupt, between intent and outcome. */
    public static ToolResult unknown() {
        return new ToolResult(
                ToolStatus.UNKNOWN,
                "",
                "The call was started and then interrupted; whether it took effect is unknown. It was"
                        + " not run again.");
    }

    /**
     * This result, or the first characters of it and a sentence for the model that says so; with
     * U+FFFD for each NUL, which some providers refuse.
     *
     * @param characters of output and error, each, the sentence not counted
     */
    public ToolResult within(int characters) {
        boolean fits = output.length() <= characters && error.length() <= characters;
        return fits && output.indexOf('\0') < 0 && error.indexOf('\0') < 0
                ? this
                : new ToolResult(
                        status,
                        cut(output.replace('\0', '\uFFFD'), characters),
                        cut(error.replace('\0', '\uFFFD'), characters));
    }

    /** No half of a pair of surrogates is left standing. */
    private static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, splits ? characters - 1 : characters)
                + "\n[Cut off here: the tool returned "
                + text.length()
                + " characters, and "
                + characters
                + " of a result are kept. Ask it for less at a time.]";
    }

    public boolean succeeded() {
        return status == ToolStatus.SUCCESS;
    }
}
