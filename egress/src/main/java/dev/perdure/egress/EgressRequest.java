package dev.perdure.egress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    /** What the connection itself says. */
    private static final Set<String> RESERVED =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "transfer-encoding",
                    "upgrade");

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

    /** Whether a header of this name is the connection's own and cannot be given. */
    public static boolean isReserved(String header) {
        return RESERVED.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Whether a header can be sent at all. */
    public static boolean maySend(String header, String value) {
        return isName(header) && !isReserved(header) && isValue(value);
    }

    private static void check(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException("A header has no proper name.");
        }
        if (isReserved(name)) {
            throw new IllegalArgumentException("The header " + name + " is the connection's own.");
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException(
                    "The header " + name + " holds a character that cannot be sent.");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0);
    }

    private static boolean isValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    }
}
