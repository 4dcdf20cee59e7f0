package dev.perdure.egress;

import java.net.URI;

/** Where a redirect leads, read as RFC 3986 section 5 says. */
final class Locations {

    private Locations() {}

    /**
     * The absolute form of a location, without its fragment. A character of it is a byte, as
     * headers are read.
     */
    static String resolved(URI base, String location) {
        String plain = Escapes.ofBytes(withoutFragment(location.strip()));
        if (plain.startsWith("?") || plain.isEmpty()) {
            // The platform would drop the last part of the path.
            String whole = base.toString();
            int query = whole.indexOf('?');
            return (query < 0 || plain.isEmpty() ? whole : whole.substring(0, query)) + plain;
        }
        return base.resolve(plain).toString();
    }

    private static String withoutFragment(String location) {
        int hash = location.indexOf('#');
        return hash < 0 ? location : location.substring(0, hash);
    }
}
