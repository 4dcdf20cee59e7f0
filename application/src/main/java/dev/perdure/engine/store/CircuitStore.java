package dev.perdure.engine.store;

import dev.perdure.tenant.OrganisationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes tell each other of accounts of providers that are left alone. An account that
 * nothing is told of is called. Throws {@link StoreUnavailable} when the store cannot be reached.
 */
public interface CircuitStore {

    Optional<OpenCircuit> find(OrganisationId organisation, String account);

    /**
     * Replaces what is told of the account when it still is {@code seen}; atomic, so that of
     * several who find out at the same time one does.
     *
     * @param seen absent means nothing
     * @param next absent means nothing: the account is called again
     * @return false when something else is told by now
     */
    boolean replace(
            OrganisationId organisation,
            String account,
            @Nullable OpenCircuit seen,
            @Nullable OpenCircuit next);
}
