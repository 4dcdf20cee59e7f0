package dev.perdure.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a request goes: an absolute address of HTTP or HTTPS that carries no credentials and names
 * its host in the one usual way, so that everybody who reads it means the same. Letters beyond
 * ASCII in its path and query are kept as the bytes of UTF-8, escaped. The constructor throws
 * {@link IllegalArgumentException}, with a sentence that does not repeat the address, for any
 * other.
 */
public record Destination(URI uri) {

    /** The last label of a host that some read as a number: decimal, octal or hexadecimal. */
    private static final Pattern NUMBER = Pattern.compile("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern FOUR_NUMBERS =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** Servers refuse longer ones, most of them at half of it. */
    static final int CHARACTERS_MAX = 16 * 1024;

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    public Destination {
        uri = inAscii(uri);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("It does not begin with http:// or https://.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException("It names no host.");
        }
        if (uri.getHost().indexOf('%') >= 0) {
            throw new IllegalArgumentException("Its host is an address with a zone.");
        }
        if (isNumeric(uri.getHost()) && !FOUR_NUMBERS.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "Its host is an address that is not written as four decimal numbers.");
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
        if (address.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "It is longer than " + CHARACTERS_MAX + " characters.");
        }
        return new Destination(parsed(address));
    }

    /** The host and, where it is not the usual one, the port; what may be said in a log. */
    public String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    public boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The port that is connected to. */
    public int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return isEncrypted() ? HTTPS : HTTP;
    }

    /** Whether it is the same host and port, spoken to in the same way. */
    public boolean isOfSameOrigin(Destination other) {
        return plainHost().equals(other.plainHost())
                && port() == other.port()
                && isEncrypted() == other.isEncrypted();
    }

    /** The host as it is compared: in lower case, without brackets and the dot at its end. */
    String plainHost() {
        return plain(uri.getHost());
    }

    static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        String inner =
                lower.startsWith("[") && lower.endsWith("]")
                        ? lower.substring(1, lower.length() - 1)
                        : lower;
        return inner.endsWith(".") ? inner.substring(0, inner.length() - 1) : inner;
    }

    /** Whether some read a host as a number, or as several. */
    static boolean isNumeric(String host) {
        return NUMBER.matcher(host).matches();
    }

    private static URI inAscii(URI uri) {
        String text = uri.toString();
        if (text.chars().allMatch(c -> c < 0x80)) {
            return uri;
        }
        String escaped = Escapes.ofUtf8(text);
        if (escaped.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "It is longer than " + CHARACTERS_MAX + " characters.");
        }
        return parsed(escaped);
    }

    private static URI parsed(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("It is not an address.", malformed);
        }
    }

    /** Without the query, which may hold what nobody else should read. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + host() + uri.getRawPath();
    }
}
