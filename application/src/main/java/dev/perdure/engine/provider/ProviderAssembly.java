package dev.perdure.engine.provider;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.ProviderStore;
import java.time.InstantSource;
import java.util.Set;

/**
 * What belongs to stored providers, joined.
 *
 * @param namesOfOthers the names that providers of the installation have
 */
public record ProviderAssembly(
        ProviderStore store,
        CircuitStore circuits,
        ModelDrivers drivers,
        KeyRing keys,
        Set<String> namesOfOthers,
        InstantSource clock,
        IdSource ids) {

    /** The models of stored providers. */
    public ProviderDirectory directory() {
        return new ProviderDirectory(store, drivers, keys, clock);
    }

    /** What can be asked; {@code directory} is told of every change. */
    public ProviderCases cases(ProviderDirectory directory) {
        return cases(directory, VerifyProvider.TIMEOUTS);
    }

    /** The same, with another patience for providers that are verified. */
    public ProviderCases cases(ProviderDirectory directory, ModelTimeouts patience) {
        ProviderCheck check = new ProviderCheck(drivers, keys);
        ReviseProvider revise = new ReviseProvider(store, circuits, directory, check, clock);
        return new ProviderCases(
                new AddProvider(store, directory, check, namesOfOthers, clock, ids),
                revise,
                new RemoveProvider(store, directory),
                new VerifyProvider(store, drivers, keys, ids, patience),
                new SyncModels(store, revise, drivers, keys, ids),
                new RewrapKeys(store, revise));
    }
}
