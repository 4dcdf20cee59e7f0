package dev.perdure.engine.log;

/** The log with all its capabilities. */
public interface EventLog extends EventAppender, EventReader, EventTail {}
