package dev.perdure.tool;

/**
 * What a tool promises about its effect. The hints drive recovery: a call that was started and
 * never answered is run again only when that is harmless.
 *
 * @param readOnly changes nothing anywhere
 * @param destructive may remove or overwrite what others rely on
 * @param idempotent a second run under the same key changes nothing more
 * @param openWorld reaches beyond what the engine controls
 * @param longRunning may take longer than an interactive wait
 * @param concurrencyClass no two calls of a step that share one run at the same time; empty when
 *     the tool may run beside any
 */
public record ToolHints(
        boolean readOnly,
        boolean destructive,
        boolean idempotent,
        boolean openWorld,
        boolean longRunning,
        String concurrencyClass) {

    public static final ToolHints READ_ONLY = new ToolHints(true, false, true, false, false);

    /** Nothing is promised: the cautious reading. */
    public static final ToolHints UNKNOWN = new ToolHints(false, true, false, true, false);

    /** Of a tool that may run beside any. */
    public ToolHints(
            boolean readOnly,
            boolean destructive,
            boolean idempotent,
            boolean openWorld,
            boolean longRunning) {
        this(readOnly, destructive, idempotent, openWorld, longRunning, "");
    }

    /**
     * The same promises of a tool whose calls run one after the other, with others of the class.
     */
    public ToolHints inClass(String name) {
        return new ToolHints(readOnly, destructive, idempotent, openWorld, longRunning, name);
    }

    /**
     * Whether it works the same in whatever session it runs, and may be worth not waiting for: it
     * reaches outside, or takes long.
     */
    public boolean supportsBackground() {
        return openWorld || longRunning;
    }

    /** Whether a run whose outcome is unknown may be repeated under the same key. */
    public boolean repeatable() {
        return readOnly || idempotent;
    }
}
