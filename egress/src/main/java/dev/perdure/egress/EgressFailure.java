package dev.perdure.egress;

/**
 * Why a call has no answer, or not the whole of it.
 *
 * @param sentence one sentence for operators; holds no header, no body, and of the address only the
 *     host
 */
public record EgressFailure(Kind kind, String sentence) {

    /** What stood in the way. */
    public enum Kind {
        /** It may not be asked; nobody was. */
        FORBIDDEN,
        /** The host's name stands for no address that could be found in time. */
        UNKNOWN_HOST,
        /** Nobody accepted the connection. */
        UNREACHABLE,
        /** The connection was not ready in time. */
        CONNECT_TIMEOUT,
        /** The other side could not prove who it is, or speaks no TLS; it was sent no request. */
        UNTRUSTED,
        /** The connection was lost before an answer began. */
        LOST,
        /** What came back is not HTTP. */
        NOT_HTTP,
        /** No answer began in time. */
        ANSWER_TIMEOUT,
        /** The answer began and then paused for too long. */
        IDLE_TIMEOUT,
        /** The call as a whole took too long. */
        TOTAL_TIMEOUT,
        /** The connection was lost before the answer's end. */
        CUT,
        /** It led on to somewhere that is not gone to. */
        REDIRECTED,
        /** It is written in a way that cannot be read, or that was not asked for. */
        UNREADABLE
    }
}
