package dev.perdure.tools.mcp;

import dev.perdure.json.JsonObject;

/** What came of one request. */
sealed interface Reply {

    /** Of a server's words, in characters; they are an error for a model. */
    int WORDS_MAX = 2_000;

    /** What it says to an operator or a model, holding no header; empty for a result. */
    String sentence();

    /**
     * The server's result.
     *
     * @param session the session it opened with it; empty when none
     */
    record Result(JsonObject value, String session) implements Reply {

        @Override
        public String sentence() {
            return "";
        }
    }

    /**
     * The server's own no.
     *
     * @param status of HTTP
     * @param data empty when there is none
     */
    record Refused(int status, long code, String message, JsonObject data) implements Reply {

        @Override
        public String sentence() {
            return "The server says no: "
                    + message.substring(0, Math.min(message.length(), WORDS_MAX));
        }
    }

    /** A status of HTTP that says no, without words of the protocol. */
    record Status(int status) implements Reply {

        @Override
        public String sentence() {
            return keepsOut()
                    ? "The server does not let this installation in (status " + status + ")."
                    : "The server answered with status " + status + ".";
        }

        /** Whether it is about who asks. */
        boolean keepsOut() {
            return status == 401 || status == 403;
        }
    }

    /** The request did not arrive: nothing was done. */
    record NotSent(String sentence) implements Reply {}

    /** The request may have arrived, and nothing that could be read came back. */
    record Lost(String sentence) implements Reply {}
}
