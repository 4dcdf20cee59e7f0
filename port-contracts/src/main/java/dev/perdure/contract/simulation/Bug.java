package dev.perdure.contract.simulation;

import dev.perdure.engine.log.Batch;
import dev.perdure.tool.ToolHints;

/**
 * A store, or an engine, that is wrong in one way; the one that is not wrong does nothing of this.
 * For those who want to see that the simulation notices.
 */
interface Bug {

    Bug NONE = new Bug() {};

    /** What the store takes for the batch it was sent. */
    default Batch received(Batch batch) {
        return batch;
    }

    /** Whether the entries are committed first and the change of the queue by itself, later. */
    default boolean splits(Batch batch) {
        return false;
    }

    /** Whether the writer is told of a commit before there is one. */
    default boolean acknowledgesEarly(Batch batch) {
        return false;
    }

    /** What the tool promises that must not be run twice. */
    default ToolHints hintsOfSend() {
        return ToolHints.UNKNOWN;
    }

    /** Whether what the dead left behind is looked for. */
    default boolean sweeps() {
        return true;
    }

    /** Whether readers are shown the batch before it is committed. */
    default boolean publishesEarly(Batch batch) {
        return false;
    }
}
