package dev.perdure.tools.mcp;

/** What was agreed with a server, by the revision it speaks. */
sealed interface Session {

    /** The revision without sessions: every request says everything. */
    record Modern() implements Session {

        static final String VERSION = "2026-07-28";
    }

    /**
     * A revision that begins with a handshake.
     *
     * @param version the one that both speak
     * @param id what the server calls the session; empty when it keeps none
     */
    record Legacy(String version, String id) implements Session {

        static final String VERSION = "2025-11-25";
    }

    /** As the protocol writes it. */
    default String version() {
        return switch (this) {
            case Modern modern -> Modern.VERSION;
            case Legacy legacy -> legacy.version();
        };
    }
}
