package dev.perdure.engine.log;

/** Which records a read is about. */
public enum Selection {
    FACTS,
    FACTS_AND_DELTAS
}
