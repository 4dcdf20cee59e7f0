package dev.perdure.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may be asked: a value that judges a destination together with every address its name stands
 * for. One address that may not be asked speaks against them all, since nobody chose which of them
 * is connected to.
 */
public final class AddressPolicy {

    /** Of addresses that the operator wrote down: whatever they are. */
    public static final AddressPolicy CONFIGURED =
            new AddressPolicy(Ground.ANY, Allowances.NONE, List.of());

    private static final Set<String> METADATA_HOSTS =
            Set.of("metadata", "metadata.google.internal", "instance-data");

    /** Of services that are not HTTP and that act upon what they are sent. */
    private static final Set<Integer> OTHER_SERVICES =
            Set.of(
                    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87,
                    95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139,
                    143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540,
                    548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521, 1719, 1720,
                    1723, 2049, 2375, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 6000,
                    6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 10080, 11211,
                    27017);

    private final Ground ground;
    private final Allowances allowances;
    private final List<HostLists> lists;

    private AddressPolicy(Ground ground, Allowances allowances, List<HostLists> lists) {
        this.ground = ground;
        this.allowances = allowances;
        this.lists = List.copyOf(lists);
    }

    /**
     * Of providers that came through the API: encrypted connections, except to this machine by a
     * literal address or as localhost; not where nobody should be asked.
     *
     * @param trusted what may be asked whatever it is, and without encryption
     */
    public static AddressPolicy providers(Allowances trusted) {
        return new AddressPolicy(Ground.ENCRYPTED, trusted, List.of());
    }

    /**
     * Of what models and users choose: the public internet, at ports that HTTP is spoken at.
     *
     * @param allowed what may be asked besides
     */
    public static AddressPolicy publicInternet(Allowances allowed) {
        return new AddressPolicy(Ground.PUBLIC, allowed, List.of());
    }

    /** This policy, and that of the lists too. */
    public AddressPolicy within(HostLists more) {
        List<HostLists> all = new ArrayList<>(lists);
        all.add(more);
        return new AddressPolicy(ground, allowances, all);
    }

    Ground ground() {
        return ground;
    }

    /** What speaks against a destination whatever its name stands for, in a sentence. */
    public Optional<String> objection(Destination destination) {
        String host = destination.plainHost();
        Optional<String> listed =
                lists.stream().flatMap(list -> list.objection(host).stream()).findFirst();
        if (listed.isPresent() || ground == Ground.ANY) {
            return listed;
        }
        if (ground == Ground.PUBLIC && OTHER_SERVICES.contains(destination.port())) {
            return Optional.of(
                    "The port " + destination.port() + " of " + host + " may not be asked.");
        }
        return METADATA_HOSTS.contains(host) && !allowances.admits(host)
                ? Optional.of("The host " + host + " may not be asked.")
                : Optional.empty();
    }

    /** What speaks against a destination whose name stands for these addresses, in a sentence. */
    Optional<String> objection(Destination destination, List<InetAddress> addresses) {
        Optional<String> named = objection(destination);
        String host = destination.plainHost();
        if (named.isPresent()) {
            return named;
        }
        Optional<String> listed =
                lists.stream()
                        .flatMap(list -> list.objection(host, addresses).stream())
                        .findFirst();
        if (listed.isPresent() || ground == Ground.ANY || allowances.admits(host)) {
            return listed;
        }
        List<InetAddress> others =
                addresses.stream().filter(address -> !allowances.admits(address)).toList();
        return switch (ground) {
            case ANY -> Optional.empty();
            case PUBLIC -> outsideOfThePublic(host, others);
            case ENCRYPTED -> amongProviders(destination, addresses, others);
        };
    }

    private static Optional<String> outsideOfThePublic(String host, List<InetAddress> addresses) {
        return addresses.stream().allMatch(address -> Reach.of(address) == Reach.PUBLIC)
                ? Optional.empty()
                : Optional.of(
                        "The address of "
                                + host
                                + " may not be asked: it is not on the public internet.");
    }

    private static Optional<String> amongProviders(
            Destination destination, List<InetAddress> addresses, List<InetAddress> others) {
        String host = destination.plainHost();
        if (others.stream().anyMatch(address -> Reach.of(address) == Reach.NEVER)) {
            return Optional.of("The address of " + host + " may not be asked.");
        }
        boolean trusted = others.isEmpty() && !addresses.isEmpty();
        return trusted || destination.isEncrypted() || isHere(host, addresses)
                ? Optional.empty()
                : Optional.of(
                        "The connection to "
                                + host
                                + " would not be encrypted: the address has to begin with https://,"
                                + " unless it leads to this machine or the operator trusts the"
                                + " host.");
    }

    /** By its literal or its usual name: another name may stand for this machine and then not. */
    private static boolean isHere(String host, List<InetAddress> addresses) {
        return (host.equals("localhost") || AddressRange.isLiteral(host))
                && addresses.stream().allMatch(address -> Reach.of(address) == Reach.HERE);
    }

    /** Who chose the addresses, and so what is asked of them. */
    enum Ground {
        /** The operator: nothing. */
        ANY,
        /** Whoever keeps a provider: encryption. */
        ENCRYPTED,
        /** Models and users: the public internet. */
        PUBLIC
    }
}
