package dev.perdure.persistence.work;

/** How the other nodes notice that a node has ended without leaving. */
public enum DeathNotice {
    /** At once: its connection ends with it, and a lock with that. */
    LOCK,
    /** When its lease ends. */
    LEASE,
    /** It runs no turns, so nobody has to. */
    NONE
}
