package dev.perdure.egress;

import dev.perdure.egress.EgressFailure.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the exceptions of the platform's client mean for a call to one host. Their messages are not
 * passed on: some of them quote headers.
 */
record Trouble(String host) {

    EgressFailure beforeTheAnswer(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (has(cause, UnresolvedAddressException.class)) {
            return failure(Kind.UNKNOWN_HOST, "The host " + host + " is not known.");
        }
        return switch (cause) {
            case HttpConnectTimeoutException late ->
                    failure(Kind.CONNECT_TIMEOUT, "No connection to " + host + " in time.");
            case ConnectException refused ->
                    failure(Kind.UNREACHABLE, "Nobody accepts connections at " + host + ".");
            case SSLException untrusted ->
                    failure(
                            Kind.UNTRUSTED,
                            "No trusted connection to "
                                    + host
                                    + ": this Java does not accept its certificate, or it speaks no TLS.");
            case ProtocolException garbled ->
                    failure(Kind.NOT_HTTP, "What " + host + " answered is not HTTP.");
            default ->
                    failure(
                            Kind.LOST,
                            "The connection to " + host + " was lost before it answered.");
        };
    }

    EgressFailure withinTheBody(Throwable thrown) {
        return failure(
                Kind.CUT, "The connection to " + host + " was lost before the end of its answer.");
    }

    EgressFailure noAnswer(Duration patience) {
        return failure(
                Kind.ANSWER_TIMEOUT, host + " did not answer within " + words(patience) + ".");
    }

    EgressFailure pause(Duration patience) {
        return failure(Kind.IDLE_TIMEOUT, host + " sent nothing for " + words(patience) + ".");
    }

    EgressFailure tooLong(Duration total) {
        return failure(
                Kind.TOTAL_TIMEOUT,
                "The answer of " + host + " was not complete within " + words(total) + ".");
    }

    private static EgressFailure failure(Kind kind, String sentence) {
        return new EgressFailure(kind, sentence);
    }

    private static String words(Duration duration) {
        return duration.toMillis() < 10_000
                ? duration.toMillis() + " ms"
                : duration.toSeconds() + " s";
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        @Nullable Throwable cause = thrown;
        while (cause != null) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
