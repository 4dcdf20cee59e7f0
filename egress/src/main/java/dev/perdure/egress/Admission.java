package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out, before anybody is connected to, what a name stands for, and whether it may be.
 *
 * @param lookups for each ground its own: slow names that tools ask for keep no model waiting
 */
record Admission(
        AddressPolicy policy, Map<AddressPolicy.Ground, Lookups> lookups, Duration patience)
        implements AutoCloseable {

    static Admission create(NameLookup lookup, Duration patience) {
        Map<AddressPolicy.Ground, Lookups> lookups = new EnumMap<>(AddressPolicy.Ground.class);
        for (AddressPolicy.Ground ground : AddressPolicy.Ground.values()) {
            lookups.put(ground, new Lookups(lookup));
        }
        return new Admission(AddressPolicy.CONFIGURED, lookups, patience);
    }

    Admission under(AddressPolicy other) {
        return new Admission(other, lookups, patience);
    }

    Verdict of(Destination destination) throws UnknownHostException, InterruptedException {
        Optional<String> named = policy.objection(destination);
        if (named.isPresent()) {
            return new Refused(named.get());
        }
        List<InetAddress> addresses = own().of(destination.plainHost(), patience);
        Optional<String> objection = policy.objection(destination, addresses);
        return objection.isPresent() ? new Refused(objection.get()) : new Admitted(addresses);
    }

    Optional<String> objection(Destination destination) throws InterruptedException {
        try {
            return switch (of(destination)) {
                case Admitted admitted -> Optional.empty();
                case Refused refused -> Optional.of(refused.sentence());
            };
        } catch (UnknownHostException unknown) {
            return policy.objection(destination, List.of());
        }
    }

    @Override
    public void close() {
        lookups.values().forEach(Lookups::close);
    }

    private Lookups own() {
        return Objects.requireNonNull(lookups.get(policy.ground()));
    }

    /** Whether a destination may be connected to. */
    sealed interface Verdict {}

    /**
     * It may.
     *
     * @param addresses at least one, and the only ones
     */
    record Admitted(List<InetAddress> addresses) implements Verdict {}

    record Refused(String sentence) implements Verdict {}
}
