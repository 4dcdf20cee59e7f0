package dev.perdure.tools.mcp;

import dev.perdure.json.JsonObject;

/** What came of one request. */
sealed interface Reply {

    /**
     * The server's result.
     *
     * @param session the session it opened with it; empty when none
     */
    record Result(JsonObject value, String session) implements Reply {}

    /**
     * The server's own no.
     *
     * @param status of HTTP
     * @param data empty when there is none
     */
    record Refused(int status, long code, String message, JsonObject data) implements Reply {}

    /** A status of HTTP that says no, without words of the protocol. */
    record Status(int status) implements Reply {}

    /** The request did not arrive: nothing was done. */
    record NotSent(String sentence) implements Reply {}

    /** The request may have arrived, and nothing that could be read came back. */
    record Lost(String sentence) implements Reply {}
}
