package dev.perdure.engine.tool;

/**
 * What the gate knew of a call when it let it run.
 *
 * @param definition content hash of what the tool was, and of what brought it; empty when nothing
 *     was checked. A tool that is read anew from a store compares it with what it is by now
 * @param again whether the call was run before, so that it may have taken effect whatever becomes
 *     of this run
 */
public record CheckedCall(String definition, boolean again) {

    /** A first run of which nothing was checked. */
    public static final CheckedCall NOTHING = new CheckedCall("", false);
}
