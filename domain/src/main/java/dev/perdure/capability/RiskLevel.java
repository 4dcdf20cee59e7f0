package dev.perdure.capability;

/** How much may go wrong through the tools of a capability, in the eyes of who wrote it. */
public enum RiskLevel {
    /** It reads, or changes nothing that lasts. */
    LOW,
    /** It changes what belongs to the session, or reads what strangers wrote. */
    MEDIUM,
    /** It acts on the world outside. */
    HIGH
}
