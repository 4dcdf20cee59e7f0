package dev.perdure.llm.chat;

/** What was learned of a server while it runs; forgotten with the process. */
final class Quirks {

    private volatile boolean refusesUsage;

    /** Whether the server may be asked to report usage at the end of a stream. */
    boolean mayAskForUsage() {
        return !refusesUsage;
    }

    void noteUsageRefused() {
        refusesUsage = true;
    }
}
