package dev.perdure.tool;

/** What stands between an accepted call and its run. */
public sealed interface Clearance {

    Clearance FREE = new Free();

    /** Nothing: nobody has to be asked. */
    record Free() implements Clearance {}

    /**
     * A person has to allow it first.
     *
     * @param rule whose wish that is, in a few words
     * @param hash of the call as the model made it
     * @param definition content hash of what its tool was when it was called
     */
    record Needed(String rule, CallHash hash, String definition) implements Clearance {}

    /**
     * A person allowed it. What runs has this hash or does not run.
     *
     * @param edited whether the arguments are the person's and not the model's
     */
    record Given(CallHash hash, boolean edited) implements Clearance {}

    /**
     * It never runs and nobody is asked about it.
     *
     * @param why one sentence for the model, which may call again
     */
    record Barred(String why) implements Clearance {}
}
