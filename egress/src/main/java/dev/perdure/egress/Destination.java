package dev.perdure.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a request goes: an absolute address of HTTP or HTTPS that carries no credentials. The
 * constructor throws {@link IllegalArgumentException}, with a sentence that does not repeat the
 * address, for any other.
 */
public record Destination(URI uri) {

    public Destination {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("It does not begin with http:// or https://.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException("It names no host.");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new IllegalArgumentException("Its port is not one.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("It carries a user name or a password.");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("It ends in a fragment.");
        }
    }

    /** The destination that a text names. */
    public static Destination of(String address) {
        try {
            return new Destination(new URI(address));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("It is not an address.", malformed);
        }
    }

    /** The host and, where it is not the usual one, the port; what may be said in a log. */
    public String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Without the query, which may hold what nobody else should read. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + host() + uri.getRawPath();
    }
}
