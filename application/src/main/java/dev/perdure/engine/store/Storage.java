package dev.perdure.engine.store;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.work.WorkQueue;

/**
 * Everything an engine keeps, as one thing: parts of different storages do not go together, because
 * an append changes log, queue and catalogue in one transaction. Whoever opened it closes it.
 */
public interface Storage extends AutoCloseable {

    EventLog log();

    WorkQueue work();

    AgentStore agents();

    SessionStore sessions();

    /** Stops what the storage runs by itself. Idempotent. */
    @Override
    void close();
}
