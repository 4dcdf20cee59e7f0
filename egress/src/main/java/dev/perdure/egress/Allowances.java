package dev.perdure.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator lets the service ask although it is not on the public internet: hosts by name,
 * addresses, and ranges of them. A name allows whatever it stands for. A range does not allow what
 * nobody should be asked at, such as the addresses where clouds keep credentials; one of these has
 * to be named by itself.
 */
public final class Allowances {

    public static final Allowances NONE = new Allowances(Set.of(), List.of());

    private final Set<String> hosts;
    private final List<AddressRange> ranges;

    private Allowances(Set<String> hosts, List<AddressRange> ranges) {
        this.hosts = Set.copyOf(hosts);
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The allowances that a list names, each {@code host}, {@code address} or {@code address/bits}.
     *
     * @throws IllegalArgumentException with a sentence, for anything else
     */
    public static Allowances of(List<String> entries) {
        Set<String> hosts = new HashSet<>();
        List<AddressRange> ranges = new ArrayList<>();
        for (String entry : entries) {
            String plain = Destination.plain(entry);
            if (plain.indexOf('/') >= 0 || AddressRange.isLiteral(plain)) {
                ranges.add(AddressRange.of(plain));
            } else if (plain.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")) {
                hosts.add(plain);
            } else {
                throw new IllegalArgumentException(
                        "Neither a host, nor an address, nor a range like 10.0.0.0/8: " + entry);
            }
        }
        return new Allowances(hosts, ranges);
    }

    boolean admits(String host) {
        return hosts.contains(host);
    }

    boolean admits(InetAddress address) {
        boolean never = Reach.of(address) == Reach.NEVER;
        return ranges.stream()
                .anyMatch(range -> range.contains(address) && (range.isOne() || !never));
    }
}
