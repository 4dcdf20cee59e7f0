package dev.perdure.event;

/** What one record of a session's log holds: a fact that folds see, or a delta that they ignore. */
public sealed interface Entry permits Event, Delta {}
