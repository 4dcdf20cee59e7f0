package dev.perdure.egress;

import dev.perdure.egress.EgressFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * What the exceptions of the platform's client mean for a call to one host. Their messages are not
 * passed on: some of them quote headers.
 */
record Trouble(String host) {

    /** Of a call whose connection was not there yet: nobody was sent anything. */
    EgressFailure beforeTheRequest(Exception thrown) {
        return switch (thrown) {
            case UnknownHostException unknown ->
                    failure(Kind.UNKNOWN_HOST, "The host " + host + " is not known.");
            case SocketTimeoutException late ->
                    failure(Kind.CONNECT_TIMEOUT, "No connection to " + host + " in time.");
            case ConnectException refused -> unreachable();
            case NoRouteToHostException refused -> unreachable();
            case SSLException untrusted ->
                    failure(
                            Kind.UNTRUSTED,
                            "No trusted connection to "
                                    + host
                                    + ": this Java does not accept its certificate, or it speaks no TLS.");
            default -> beforeTheAnswer(thrown);
        };
    }

    /** Of a call that was on its way: whatever broke, it may have arrived. */
    EgressFailure beforeTheAnswer(Exception thrown) {
        return switch (thrown) {
            case ClientProtocolException garbled -> notHttp();
            case MessageConstraintException endless -> notHttp();
            default ->
                    failure(
                            Kind.LOST,
                            "The connection to " + host + " was lost before it answered.");
        };
    }

    EgressFailure withinTheBody() {
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

    private EgressFailure unreachable() {
        return failure(Kind.UNREACHABLE, "Nobody accepts connections at " + host + ".");
    }

    private EgressFailure notHttp() {
        return failure(Kind.NOT_HTTP, "What " + host + " answered is not HTTP.");
    }

    private static EgressFailure failure(Kind kind, String sentence) {
        return new EgressFailure(kind, sentence);
    }

    private static String words(Duration duration) {
        return duration.toMillis() < 10_000
                ? duration.toMillis() + " ms"
                : duration.toSeconds() + " s";
    }
}
