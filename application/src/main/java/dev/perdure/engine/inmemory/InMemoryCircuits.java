package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.tenant.OrganisationId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Circuits in memory. */
final class InMemoryCircuits implements CircuitStore {

    private final Memory memory;

    InMemoryCircuits(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<OpenCircuit> find(OrganisationId organisation, String account) {
        return memory.locked(
                () -> Optional.ofNullable(memory.circuits.get(new Account(organisation, account))));
    }

    @Override
    public boolean replace(
            OrganisationId organisation,
            String account,
            @Nullable OpenCircuit seen,
            @Nullable OpenCircuit next) {
        Account key = new Account(organisation, account);
        return memory.locked(() -> {
            if (!Objects.equals(memory.circuits.get(key), seen)) {
                return false;
            }
            if (next == null) {
                memory.circuits.remove(key);
            } else {
                memory.circuits.put(key, next);
            }
            return true;
        });
    }

    /** Whose circuit it is. */
    record Account(OrganisationId organisation, String name) {}
}
