package dev.perdure.tools.mcp;

/** What came of beginning with a server. */
sealed interface Opened {

    /** The server is spoken to like this. */
    record As(Session session) implements Opened {}

    /** It is not spoken to; whatever was to be asked was not. */
    record Not(Reply.NotSent trouble) implements Opened {

        static Not because(Reply reply) {
            return new Not(new Reply.NotSent(reply.sentence()));
        }
    }
}
