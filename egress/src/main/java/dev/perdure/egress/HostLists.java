package dev.perdure.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts that somebody may ask, and those they may not. An entry is a host, {@code *.} and a
 * host for what lies below it, an address, a range of addresses, or {@code *}; of a whole URL its
 * host counts. An empty list of allowed hosts allows all. What is blocked is blocked with all that
 * lies below it, and whatever the other list says; a blocked address is blocked in every spelling
 * and under every name. An allowed address is allowed where it is asked by itself.
 */
public final class HostLists {

    public static final HostLists OPEN = new HostLists(List.of(), List.of());

    private final List<HostEntry> allowed;
    private final List<HostEntry> blocked;

    /**
     * The lists that these entries make.
     *
     * @throws IllegalArgumentException with a sentence, for an entry that is none: it was meant to
     *     be a bound, and would bound nobody
     */
    public HostLists(List<String> allowed, List<String> blocked) {
        this(entries(allowed), entries(blocked).toList());
    }

    private HostLists(Stream<HostEntry> allowed, List<HostEntry> blocked) {
        this.allowed = allowed.toList();
        this.blocked = blocked;
    }

    /** These lists, by which this entry is allowed too; where all were allowed, it alone. */
    public HostLists allowing(String entry) {
        return new HostLists(
                Stream.concat(allowed.stream(), Stream.of(HostEntry.of(entry))), blocked);
    }

    /** Whether the lists have nothing against the host of a destination. */
    public boolean allows(Destination destination) {
        return objection(destination.plainHost()).isEmpty();
    }

    /** What the lists say against a host, in a sentence. */
    Optional<String> objection(String host) {
        if (isBlocked(host)) {
            return Optional.of("The host " + host + " is blocked.");
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(entry -> entry.names(host))) {
            return Optional.of("The host " + host + " is not among those that may be asked.");
        }
        return Optional.empty();
    }

    /** What the lists say against the addresses that a host stands for, in a sentence. */
    Optional<String> objection(String host, List<InetAddress> addresses) {
        return addresses.stream().anyMatch(this::isBlocked)
                ? Optional.of("The address of " + host + " is blocked.")
                : Optional.empty();
    }

    /** The entries. */
    @Override
    public String toString() {
        return "HostLists[allowed=" + allowed + ", blocked=" + blocked + "]";
    }

    private boolean isBlocked(String host) {
        return blocked.stream().anyMatch(entry -> entry.names(host) || entry.namesAbove(host))
                || (AddressRange.isLiteral(host) && isBlocked(AddressRange.literal(host)));
    }

    private boolean isBlocked(InetAddress address) {
        return Reach.carried(address).stream()
                .anyMatch(each -> blocked.stream().anyMatch(entry -> entry.holds(each)));
    }

    private static Stream<HostEntry> entries(List<String> texts) {
        return texts.stream().map(HostEntry::of);
    }
}
