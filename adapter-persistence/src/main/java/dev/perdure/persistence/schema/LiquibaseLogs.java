package dev.perdure.persistence.schema;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Liquibase's log in ours, as detail whatever it calls it: what fails is thrown, and the rest is no
 * news to anybody else.
 */
final class LiquibaseLogs extends AbstractLogService {

    @Override
    public int getPriority() {
        return PRIORITY_SPECIALIZED;
    }

    @Override
    public Logger getLog(@SuppressWarnings("rawtypes") Class clazz) {
        return new SlfLogger(LoggerFactory.getLogger(clazz));
    }

    private static final class SlfLogger extends AbstractLogger {

        private final org.slf4j.Logger target;

        SlfLogger(org.slf4j.Logger target) {
            this.target = target;
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable problem) {
            target.debug(message, problem);
        }
    }
}
