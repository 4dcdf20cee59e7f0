package dev.perdure.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses may be asked that somebody chose through the API. Encrypted connections only,
 * except to this machine, by a literal address or as localhost, and to hosts the operator names;
 * never to where clouds keep the credentials of their machines, nor to link-local, multicast and
 * unspecified addresses.
 *
 * <p>A host is judged by what its name stands for when it is judged: ask right before a call. A
 * name that changes its address between the two is not found out.
 */
public final class AddressRule {

    private static final Set<String> METADATA_HOSTS =
            Set.of("metadata", "metadata.google.internal", "instance-data");

    /** Beside the link-local one, which covers most clouds. */
    private static final Set<String> METADATA_ADDRESSES =
            Set.of("100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "168.63.129.16");

    private final Set<String> trusted;

    private AddressRule(Set<String> trusted) {
        this.trusted = trusted;
    }

    /**
     * The rule of an installation.
     *
     * @param trusted hosts that may be asked whatever they are, and without encryption
     */
    public static AddressRule trusting(List<String> trusted) {
        return new AddressRule(
                trusted.stream().map(AddressRule::plain).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * What speaks against asking a destination, in a sentence; blocks while the name is looked up.
     */
    public Optional<String> objection(Destination destination) {
        String host = plain(destination.uri().getHost());
        if (trusted.contains(host)) {
            return Optional.empty();
        }
        if (METADATA_HOSTS.contains(host)) {
            return Optional.of("The host " + host + " may not be asked.");
        }
        List<InetAddress> addresses = addresses(host);
        if (addresses.stream().anyMatch(AddressRule::isForbidden)) {
            return Optional.of("The address of " + host + " may not be asked.");
        }
        boolean encrypted = "https".equalsIgnoreCase(destination.uri().getScheme());
        boolean here = isHere(host) && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        return encrypted || here
                ? Optional.empty()
                : Optional.of(
                        "The connection to "
                                + host
                                + " would not be encrypted: the address has to begin with https://,"
                                + " unless it leads to this machine or the operator trusts the"
                                + " host.");
    }

    /** By its literal or its usual name: another name may stand for this machine and then not. */
    private static boolean isHere(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** What a name stands for; nothing when nobody knows it, which whoever asks it will find. */
    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA_ADDRESSES.contains(address.getHostAddress())
                || carriesForbidden(address);
    }

    /** An address of the older kind inside one of the newer: mapped, translated or tunnelled. */
    private static boolean carriesForbidden(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        byte[] bytes = address.getAddress();
        boolean translated = startsWith(bytes, 0x00, 0x64, 0xff, 0x9b);
        boolean tunnelled = startsWith(bytes, 0x20, 0x02);
        boolean compatible = startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        int at = tunnelled ? 2 : 12;
        if (!translated && !tunnelled && (!compatible || address.isLoopbackAddress())) {
            return false;
        }
        try {
            InetAddress inner = InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
            return inner instanceof Inet4Address && isForbidden(inner);
        } catch (UnknownHostException fourBytesAreAnAddress) {
            return true;
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        String inner =
                lower.startsWith("[") && lower.endsWith("]")
                        ? lower.substring(1, lower.length() - 1)
                        : lower;
        return inner.endsWith(".") ? inner.substring(0, inner.length() - 1) : inner;
    }
}
