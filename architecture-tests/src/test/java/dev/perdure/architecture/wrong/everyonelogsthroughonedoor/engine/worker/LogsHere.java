package dev.perdure.architecture.wrong.everyonelogsthroughonedoor.engine.worker;

import org.slf4j.Logger;

public interface LogsHere {
    Logger log();
}
