package dev.perdure.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * How far away an address is, from the registries of special addresses. One that carries an older
 * one inside, because it is mapped, translated or tunnelled, is judged by that as well.
 */
enum Reach {
    /** Whoever answers there is on the public internet. */
    PUBLIC,
    /** A network of somebody's own, or one that is kept for a purpose. */
    PRIVATE,
    /** This machine. */
    HERE,
    /**
     * Where clouds keep credentials, and what no server has: link-local, multicast, unspecified.
     */
    NEVER;

    /** The first row that holds an address says how far it is. */
    private static final List<Row> TABLE =
            List.of(
                    row(
                            NEVER,
                            "0.0.0.0/8",
                            "100.100.100.200",
                            "168.63.129.16",
                            "169.254.0.0/16",
                            "192.0.0.192",
                            "224.0.0.0/4",
                            "240.0.0.0/4",
                            "::/128",
                            "fd00:ec2::254",
                            "fe80::/10",
                            "ff00::/8"),
                    row(HERE, "127.0.0.0/8", "::1"),
                    row(
                            PRIVATE,
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "2001::/23",
                            "2001:db8::/32",
                            "3fff::/20"),
                    row(PUBLIC, "0.0.0.0/0", "64:ff9b::/96", "2000::/3"));

    private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96");
    private static final AddressRange TUNNELLED = AddressRange.of("2002::/16");
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");
    private static final int SIX = 16;

    /** The furthest from public of all that an address is. */
    static Reach of(InetAddress address) {
        Reach own = own(address);
        return own == HERE
                ? own
                : carried(address).stream().map(Reach::own).reduce(own, Reach::worse);
    }

    /** An address, and the older one that it carries inside. */
    static List<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != SIX) {
            return List.of(address);
        }
        if (TUNNELLED.contains(address)) {
            return List.of(address, inner(bytes, 2));
        }
        if (TRANSLATED.contains(address) || COMPATIBLE.contains(address) || isIsatap(bytes)) {
            return List.of(address, inner(bytes, 12));
        }
        return List.of(address);
    }

    /** What no row holds has not been given out, or is somebody's own. */
    private static Reach own(InetAddress address) {
        return TABLE.stream()
                .filter(row -> row.ranges().stream().anyMatch(range -> range.contains(address)))
                .map(Row::reach)
                .findFirst()
                .orElse(PRIVATE);
    }

    private static InetAddress inner(byte[] bytes, int at) {
        return AddressRange.address(Arrays.copyOfRange(bytes, at, at + 4));
    }

    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && (bytes[11] & 0xff) == 0xfe;
    }

    private static Reach worse(Reach one, Reach other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Row row(Reach reach, String... ranges) {
        return new Row(reach, Arrays.stream(ranges).map(AddressRange::of).toList());
    }

    private record Row(Reach reach, List<AddressRange> ranges) {}
}
