package dev.perdure.contract.http;

import java.io.IOException;

/** What the server does with one request. */
@FunctionalInterface
public interface Reply {

    void to(Exchange exchange) throws IOException;

    /** A whole answer with a length, after which the connection serves on. */
    static Reply of(int status, String contentType, String body) {
        return exchange -> exchange.answer(status, "content-type: " + contentType, body);
    }

    /** An event stream that ends as it should. */
    static Reply events(String stream) {
        return exchange -> {
            exchange.beginEvents();
            exchange.chunk(stream);
            exchange.endChunks();
        };
    }
}
