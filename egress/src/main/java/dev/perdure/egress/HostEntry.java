package dev.perdure.egress;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** An entry of a list of hosts. What could stand for nobody that is ever asked is no entry. */
sealed interface HostEntry {

    /** The names of hosts are not longer. */
    int CHARACTERS_MAX = 253;

    /** Of an entry as it is written, which may be a whole URL. */
    int TEXT_MAX = 2_048;

    Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*://");
    Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_-]*[a-z0-9_])*");

    /**
     * The entry that a text names.
     *
     * @throws IllegalArgumentException with a sentence, when it names none
     */
    static HostEntry of(String text) {
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "An entry of a list of hosts is longer than " + TEXT_MAX + " characters.");
        }
        String written = text.strip();
        if (written.equals("*")) {
            return new Anybody();
        }
        String bare = SCHEME.matcher(written).replaceFirst("");
        try {
            int slash = bare.indexOf('/');
            if (slash > 0 && bare.length() == written.length()) {
                String first = Destination.plain(bare.substring(0, slash));
                if (AddressRange.isLiteral(first)) {
                    return new Addresses(AddressRange.of(first + bare.substring(slash)));
                }
            }
            return ofHost(Destination.plain(withoutPort(bare.replaceFirst("[/?#].*$", ""))));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "Neither a host, nor *. and a host, nor an address, nor a range like"
                            + " 10.0.0.0/8: "
                            + text,
                    unusable);
        }
    }

    /** Whether it means this host itself. */
    boolean names(String host);

    /** Whether it means a host above this one. */
    default boolean namesAbove(String host) {
        return false;
    }

    /** Whether it means this address, whoever has it. */
    default boolean holds(InetAddress address) {
        return false;
    }

    private static HostEntry ofHost(String host) {
        if (AddressRange.isLiteral(host)) {
            return new Addresses(AddressRange.of(host));
        }
        return host.startsWith("*.") ? new Below(name(host.substring(2))) : new Named(name(host));
    }

    private static String name(String host) {
        if (host.length() > CHARACTERS_MAX
                || !NAME.matcher(host).matches()
                || Destination.isNumeric(host)) {
            throw new IllegalArgumentException("It is no name.");
        }
        return host;
    }

    /** Of an address of six without brackets, the end is no port. */
    private static String withoutPort(String authority) {
        boolean unbracketed =
                !authority.startsWith("[") && authority.indexOf(':') != authority.lastIndexOf(':');
        return unbracketed ? authority : authority.replaceFirst(":\\d+$", "");
    }

    /** All hosts there are. */
    record Anybody() implements HostEntry {

        @Override
        public boolean names(String host) {
            return true;
        }
    }

    /** One host by its name. */
    record Named(String name) implements HostEntry {

        @Override
        public boolean names(String host) {
            return host.equals(name);
        }

        @Override
        public boolean namesAbove(String host) {
            return host.endsWith("." + name);
        }
    }

    /** What lies below a host. */
    record Below(String name) implements HostEntry {

        @Override
        public boolean names(String host) {
            return host.endsWith("." + name);
        }
    }

    /** Addresses, however they are spelled. */
    record Addresses(AddressRange range) implements HostEntry {

        @Override
        public boolean names(String host) {
            return AddressRange.isLiteral(host) && holds(AddressRange.literal(host));
        }

        @Override
        public boolean holds(InetAddress address) {
            return range.contains(address);
        }
    }
}
