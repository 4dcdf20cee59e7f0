package dev.perdure.postgres;

/** What a server owes its data when power, kernel or process is lost. */
public enum Durability {
    /**
     * A commit that was acknowledged survives the loss of the process, of the kernel and of power.
     */
    DURABLE,
    /**
     * For tests only: nothing is flushed to disk. Committed rows survive a clean stop and, as long
     * as the kernel lives, a killed process; after a power loss the whole directory is worthless.
     */
    THROWAWAY
}
