package dev.perdure.egress;

import java.util.List;
import java.util.Optional;

/**
 * The hosts that somebody may ask, and those they may not. An entry is a host, {@code *.} and a
 * host for what lies below it, or {@code *}; of an address its host counts. An empty list of
 * allowed hosts allows all. What is blocked is blocked with all that lies below it, and whatever
 * the other list says.
 */
public record HostLists(List<String> allowed, List<String> blocked) {

    public static final HostLists OPEN = new HostLists(List.of(), List.of());

    public HostLists {
        allowed = allowed.stream().map(HostLists::entry).toList();
        blocked = blocked.stream().map(HostLists::entry).toList();
    }

    /** Whether the lists have nothing against the host of a destination. */
    public boolean allows(Destination destination) {
        return objection(destination.plainHost()).isEmpty();
    }

    /** What the lists say against a host, in a sentence. */
    Optional<String> objection(String host) {
        if (blocked.stream().anyMatch(entry -> isAtOrBelow(entry, host))) {
            return Optional.of("The host " + host + " is blocked.");
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(entry -> is(entry, host))) {
            return Optional.of("The host " + host + " is not among those that may be asked.");
        }
        return Optional.empty();
    }

    private static boolean is(String entry, String host) {
        return entry.equals("*")
                || entry.equals(host)
                || (entry.startsWith("*.") && host.endsWith(entry.substring(1)));
    }

    private static boolean isAtOrBelow(String entry, String host) {
        return is(entry, host) || host.endsWith("." + entry);
    }

    private static String entry(String text) {
        String bare = text.strip().replaceFirst("(?i)^[a-z][a-z0-9+.-]*://", "");
        String host = bare.replaceFirst("[/?#].*$", "");
        return Destination.plain(host.replaceFirst("(?<=[^:\\]]|\\]):\\d+$", ""));
    }
}
