package dev.perdure.contract.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param connection counts the connections of the server, so that reuse can be told
 * @param headers by their names in lower case
 */
public record ReceivedRequest(
        int connection, String method, String target, Map<String, String> headers, String body) {

    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
