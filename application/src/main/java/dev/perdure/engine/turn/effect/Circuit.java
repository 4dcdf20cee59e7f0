package dev.perdure.engine.turn.effect;

import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one account of a provider. It is closed while calls are answered, open for a
 * while after several in a row of one node were not, and then one call at a time, of whichever
 * node, finds out whether they are again. Thread-safe.
 */
final class Circuit {

    /** So many failures in a row open it. */
    static final int FAILURES_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private static final Duration OPEN_FIRST = Duration.ofSeconds(15);
    private static final Duration OPEN_MAX = Duration.ofMinutes(5);

    /** Those that come while another one finds out come back after so long. */
    private static final Duration OTHERS_WAIT = Duration.ofSeconds(10);

    /** Who finds out and says nothing for so long is dead. */
    private static final Duration FINDING_OUT_MAX = Duration.ofMinutes(5);

    /** What other nodes know is looked up so often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The others are answers: the account is there, and says no to one request. */
    private static final Set<FailureKind> OF_THE_ACCOUNT =
            EnumSet.of(
                    FailureKind.OVERLOADED,
                    FailureKind.PROVIDER_ERROR,
                    FailureKind.TRANSPORT,
                    FailureKind.STALLED);

    private final OrganisationId organisation;
    private final String account;
    private final CircuitStore shared;
    private final ReentrantLock lock = new ReentrantLock();
    private int failures;
    private @Nullable OpenCircuit open;
    private Instant lookedAt = Instant.MIN;

    Circuit(OrganisationId organisation, String account, CircuitStore shared) {
        this.organisation = organisation;
        this.account = account;
        this.shared = shared;
    }

    /** Leave to call, or none; to be closed in any case. */
    Pass enter(Instant now) {
        lock.lock();
        try {
            look(now);
            OpenCircuit seen = open;
            if (seen == null) {
                return new Pass(this, null, null, null);
            }
            if (now.isBefore(seen.until())) {
                Instant others = now.plus(OTHERS_WAIT);
                boolean sooner = seen.beingFoundOut() && others.isBefore(seen.until());
                return new Pass(
                        this, refusal(seen, now, sooner ? others : seen.until()), null, null);
            }
            OpenCircuit findingOut =
                    new OpenCircuit(now.plus(FINDING_OUT_MAX), seen.times(), seen.last(), true);
            if (tell(seen, findingOut)) {
                return new Pass(this, null, findingOut, seen);
            }
            ModelFailure refusal = open == null ? null : refusal(seen, now, now.plus(OTHERS_WAIT));
            return new Pass(this, refusal, null, null);
        } finally {
            lock.unlock();
        }
    }

    private void answered(@Nullable OpenCircuit findingOut) {
        lock.lock();
        try {
            failures = 0;
            OpenCircuit told = findingOut == null ? open : findingOut;
            if (told != null) {
                tell(told, null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void failed(@Nullable OpenCircuit findingOut, FailureKind kind, Instant now) {
        lock.lock();
        try {
            failures++;
            // Those that began before it opened tell nothing new.
            if (findingOut != null) {
                tell(findingOut, opened(findingOut.times() + 1, kind, now));
            } else if (open == null && failures >= FAILURES_MAX) {
                tell(null, opened(1, kind, now));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody knows more than before; the next one finds out. */
    private void cut(OpenCircuit findingOut, OpenCircuit before) {
        lock.lock();
        try {
            tell(findingOut, before);
        } finally {
            lock.unlock();
        }
    }

    private static OpenCircuit opened(int times, FailureKind kind, Instant now) {
        Duration pause = OPEN_FIRST.multipliedBy(1L << Math.min(times - 1, 10));
        return new OpenCircuit(
                now.plus(pause.compareTo(OPEN_MAX) > 0 ? OPEN_MAX : pause), times, kind, false);
    }

    private void look(Instant now) {
        boolean fresh = !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK));
        if (!lookedAt.equals(Instant.MIN) && fresh) {
            return;
        }
        lookedAt = now;
        try {
            OpenCircuit before = open;
            open = shared.find(organisation, account).orElse(null);
            if (before != null && open == null) {
                failures = 0;
            }
        } catch (StoreUnavailable outage) {
            LOG.debug("What others know of {} cannot be looked up.", account, outage);
        }
    }

    /** Tells all nodes, and knows it here; false when others knew better. */
    private boolean tell(@Nullable OpenCircuit seen, @Nullable OpenCircuit next) {
        try {
            boolean told = shared.replace(organisation, account, seen, next);
            open = told ? next : shared.find(organisation, account).orElse(null);
            return told;
        } catch (StoreUnavailable outage) {
            LOG.debug("What became of {} cannot be told.", account, outage);
            open = next;
            return true;
        }
    }

    private ModelFailure refusal(OpenCircuit seen, Instant now, Instant until) {
        return new ModelFailure(
                FailureKind.CIRCUIT_OPEN,
                new NextMove.RetryAfter(Duration.between(now, until)),
                "The provider "
                        + account
                        + " is not called before "
                        + until.truncatedTo(ChronoUnit.SECONDS)
                        + ": it failed again and again, last with "
                        + seen.last().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ".");
    }

    /** What one call may do and came to. */
    static final class Pass implements AutoCloseable {

        private final Circuit circuit;
        private final @Nullable ModelFailure refusal;
        private final @Nullable OpenCircuit findingOut;
        private final @Nullable OpenCircuit before;
        private boolean over;

        /**
         * @param findingOut what is told while this call finds out; absent when it does not
         * @param before what was told before
         */
        private Pass(
                Circuit circuit,
                @Nullable ModelFailure refusal,
                @Nullable OpenCircuit findingOut,
                @Nullable OpenCircuit before) {
            this.circuit = circuit;
            this.refusal = refusal;
            this.findingOut = findingOut;
            this.before = before;
        }

        /** Why there is no call; absent when there may be one. */
        @Nullable ModelFailure refusal() {
            return refusal;
        }

        void answered() {
            over = true;
            circuit.answered(findingOut);
        }

        void failed(FailureKind kind, Instant now) {
            if (!kind.isOfACall()) {
                return;
            }
            over = true;
            if (OF_THE_ACCOUNT.contains(kind)) {
                circuit.failed(findingOut, kind, now);
            } else {
                circuit.answered(findingOut);
            }
        }

        /** A call that was cut, or not made, says nothing of its provider. */
        @Override
        public void close() {
            if (!over && findingOut != null && before != null) {
                circuit.cut(findingOut, before);
            }
        }
    }
}
