package dev.perdure.engine.turn.effect;

import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.model.ModelRef;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The circuits as this node knows them, one for each organisation and account. The account of a
 * model is what stands before the first slash of its name; one without a slash is called in any
 * case, because it answers in this program.
 */
final class Circuits {

    private static final CircuitStore NOBODY = new Nobody();

    private final Map<Account, Circuit> circuits = new ConcurrentHashMap<>();
    private final CircuitStore shared;

    Circuits(CircuitStore shared) {
        this.shared = shared;
    }

    Circuit.Pass enter(OrganisationId organisation, ModelRef model, Instant now) {
        int slash = model.name().indexOf('/');
        if (slash < 0) {
            return new Circuit(organisation, model.name(), NOBODY).enter(now);
        }
        Account account = new Account(organisation, model.name().substring(0, slash));
        return circuits.computeIfAbsent(
                        account, key -> new Circuit(key.organisation(), key.name(), shared))
                .enter(now);
    }

    private record Account(OrganisationId organisation, String name) {}

    /** Nothing is ever told of what has no account. */
    private static final class Nobody implements CircuitStore {

        @Override
        public Optional<OpenCircuit> find(OrganisationId organisation, String account) {
            return Optional.empty();
        }

        @Override
        public boolean replace(
                OrganisationId organisation,
                String account,
                @Nullable OpenCircuit seen,
                @Nullable OpenCircuit next) {
            return false;
        }
    }
}
