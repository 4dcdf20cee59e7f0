package dev.perdure.tool;

/**
 * A call the loop has accepted, with what recovery and the gate have to know about its tool.
 *
 * @param owner who runs it
 * @param repeatable whether a run of unknown outcome may be repeated under the same key
 * @param whenUnknown what is made of an unknown outcome that neither hints nor the tool settle
 * @param clearance what stands before its run
 * @param concurrencyClass no two calls of a step that share one run at the same time; empty when it
 *     may run beside any
 */
public record PlannedCall(
        ToolCall call,
        ToolOwner owner,
        boolean repeatable,
        OutcomePolicy whenUnknown,
        Clearance clearance,
        String concurrencyClass) {

    /** One that may run at once, beside any other. */
    public PlannedCall(
            ToolCall call, ToolOwner owner, boolean repeatable, OutcomePolicy whenUnknown) {
        this(call, owner, repeatable, whenUnknown, Clearance.FREE, "");
    }

    /** The same call as a person allowed it, with the arguments they chose. */
    public PlannedCall allowed(ToolCall chosen, Clearance.Given given) {
        return new PlannedCall(chosen, owner, repeatable, whenUnknown, given, concurrencyClass);
    }

    public PlannedCall with(Clearance other) {
        return new PlannedCall(call, owner, repeatable, whenUnknown, other, concurrencyClass);
    }

    /** Whether it waits for nobody's leave. */
    public boolean mayRun() {
        return switch (clearance) {
            case Clearance.Free ignored -> true;
            case Clearance.Given ignored -> true;
            case Clearance.Needed ignored -> false;
            case Clearance.Barred ignored -> false;
        };
    }

    /** Whether a person changed its arguments. */
    public boolean isEdited() {
        return clearance instanceof Clearance.Given given && given.edited();
    }
}
