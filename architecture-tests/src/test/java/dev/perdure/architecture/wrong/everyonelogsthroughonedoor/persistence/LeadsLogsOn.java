package dev.perdure.architecture.wrong.everyonelogsthroughonedoor.persistence;

import java.util.logging.Level;

public interface LeadsLogsOn {
    void log(Level level, String text);
}
