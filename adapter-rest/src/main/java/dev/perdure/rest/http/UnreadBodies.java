package dev.perdure.rest.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what an answer left unread of its request's body (RFC 9112, section 9.3), so that a sender
 * who is answered early gets to read the answer, and the connection serves the next request. No
 * thread waits for it, and each wait ends with the connection's idle timeout.
 *
 * <p>Up to {@value #BYTES_MAX} bytes are read. A body announced as longer is answered with {@code
 * Connection: close}; one that turns out longer loses its connection. So does one that its sender
 * offers by {@code Expect: 100-continue} and was not asked for.
 */
final class UnreadBodies extends Handler.Wrapper {

    /** Eight times the largest body that any route takes. */
    static final long BYTES_MAX = 32L * 1024 * 1024;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        boolean comes = request.getLength() > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
        if (!comes || headers.contains(HttpHeader.EXPECT)) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > BYTES_MAX) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        return super.handle(request, response, new ReadToEnd(request, response, callback));
    }

    /** Completes an exchange once its request's body has been read as well. */
    private static final class ReadToEnd extends Callback.Nested implements Runnable {

        private final Request request;
        private final Response response;
        private long read;

        ReadToEnd(Request request, Response response, Callback exchange) {
            super(exchange);
            this.request = request;
            this.response = response;
        }

        @Override
        public void succeeded() {
            // What has not been sent by now goes out with the completion: it must not wait.
            if (response.hasLastWrite()) {
                run();
            } else {
                super.succeeded();
            }
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                read += chunk.remaining();
                boolean ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (ended || read > BYTES_MAX) {
                    super.succeeded();
                    return;
                }
            }
        }
    }
}
