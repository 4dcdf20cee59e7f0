package dev.perdure.contract.crash;

import dev.perdure.engine.log.EventLog;
import dev.perdure.tool.ToolHints;

/**
 * An engine that is wrong in one way; the one that is not wrong does nothing of this. For those who
 * want to see that the matrix notices.
 */
interface Plant {

    Plant NONE = new Plant() {};

    /** The log as the engine writes to it. */
    default EventLog over(EventLog log) {
        return log;
    }

    /** What the tool promises that must not be run twice. */
    default ToolHints hintsOfSend() {
        return ToolHints.UNKNOWN;
    }
}
