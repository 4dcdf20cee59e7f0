package dev.perdure.llm.anthropic;

/**
 * A version of the wire, named by its date.
 *
 * @param name as the header has it
 */
record ApiVersion(String name) {

    /** Took away the sampling settings and made the key a bearer. */
    static final ApiVersion NEWEST = new ApiVersion("2026-10-21");

    boolean sendsBearers() {
        return isSinceNewest();
    }

    /** Whether requests that set a temperature are accepted. */
    boolean hasSampling() {
        return !isSinceNewest();
    }

    private boolean isSinceNewest() {
        return name.compareTo(NEWEST.name) >= 0;
    }
}
