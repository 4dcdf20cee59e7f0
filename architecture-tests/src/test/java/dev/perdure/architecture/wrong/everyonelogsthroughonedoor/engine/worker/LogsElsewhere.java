package dev.perdure.architecture.wrong.everyonelogsthroughonedoor.engine.worker;

import java.util.logging.Logger;

public interface LogsElsewhere {
    Logger log();
}
