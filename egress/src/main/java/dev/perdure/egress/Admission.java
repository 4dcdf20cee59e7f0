package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out, before anybody is connected to, what a name stands for, and whether it may be. */
record Admission(AddressPolicy policy, Lookups lookups, Duration patience) {

    Admission under(AddressPolicy other) {
        return new Admission(other, lookups, patience);
    }

    Verdict of(Destination destination) throws UnknownHostException, InterruptedException {
        Optional<String> named = policy.objection(destination);
        if (named.isPresent()) {
            return new Refused(named.get());
        }
        List<InetAddress> addresses = lookups.of(destination.plainHost(), patience);
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
