package dev.perdure.egress;

import java.time.Duration;
import java.util.Map;

/**
 * One request. The constructor throws {@link IllegalArgumentException}, naming the header and not
 * its value, when a header cannot be sent.
 *
 * @param headers what the client does not set by itself; each name once
 * @param body sent as UTF-8; empty sends none
 * @param total from the opening of the call to the last byte of the answer
 */
public record EgressRequest(
        String method,
        Destination destination,
        Map<String, String> headers,
        String body,
        Duration total) {

    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";

    public EgressRequest {
        headers = Map.copyOf(headers);
        headers.forEach(EgressRequest::check);
    }

    /** Without headers and body, which hold keys and what users said. */
    @Override
    public String toString() {
        return method + " " + destination;
    }

    private static void check(String name, String value) {
        boolean named =
                !name.isEmpty()
                        && name.chars()
                                .allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0);
        if (!named) {
            throw new IllegalArgumentException("A header has no proper name.");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
            throw new IllegalArgumentException(
                    "The header " + name + " holds a character that cannot be sent.");
        }
    }
}
