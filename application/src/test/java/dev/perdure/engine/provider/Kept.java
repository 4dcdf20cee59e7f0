package dev.perdure.engine.provider;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.Secret;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node with stored providers, and what tests say to it. */
final class Kept {

    static final OrganisationId OURS = OrganisationId.DEFAULT;
    static final KeyRing KEYS = KeyRing.parse("one:" + masterKey(1));

    final FakeDrivers drivers = new FakeDrivers();
    final SettableClock clock;
    final InMemoryStorage storage;
    final ProviderDirectory directory;
    final ProviderCases cases;

    private Kept(SettableClock clock, InMemoryStorage storage, KeyRing keys) {
        this.clock = clock;
        this.storage = storage;
        ProviderAssembly assembly =
                new ProviderAssembly(
                        storage.providers(),
                        storage.circuits(),
                        drivers,
                        keys,
                        Set.of("simulated"),
                        clock,
                        IdSource.timeOrdered());
        this.directory = assembly.directory();
        this.cases = assembly.cases(directory);
    }

    static Kept with(KeyRing keys) {
        SettableClock clock = new SettableClock();
        return new Kept(clock, InMemoryStorage.open(clock), keys);
    }

    /** Another node on the same storage. */
    Kept otherNode(KeyRing keys) {
        return new Kept(clock, storage.node(), keys);
    }

    static String masterKey(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    Provider added(String name, @Nullable Secret key) {
        return add(name, FakeDrivers.TYPE, key).get();
    }

    Either<Refusal, Provider> add(String name, String type, @Nullable Secret key) {
        return cases.add().add(OURS, new ProviderDraft(name, type, "", key, null, false));
    }

    Provider revised(Provider provider, ProviderEdit edit) {
        return cases.revise().revise(OURS, provider.id(), edit).get();
    }

    Provider listing(Provider provider, String... models) {
        return revised(
                provider,
                ProviderEdit.of(settings -> {
                    List<OfferedModel> all = new ArrayList<>(settings.models());
                    for (String model : models) {
                        all.add(model(model, null));
                    }
                    return settings.withModels(all);
                }));
    }

    static OfferedModel model(String name, @Nullable Instant preferredAt) {
        return new OfferedModel(
                new OfferedModelId(UUID.randomUUID()),
                name,
                name,
                List.of(),
                null,
                ModelOrigin.MANUAL,
                true,
                preferredAt,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    static ProviderSettings enabled(ProviderSettings settings, boolean enabled) {
        return new ProviderSettings(
                settings.name(),
                settings.type(),
                settings.address(),
                enabled,
                settings.preferredAt(),
                settings.key(),
                settings.callsAtOnce(),
                settings.models());
    }

    boolean serves(String model) {
        return directory.serving(OURS, new ModelRef(model)).isPresent();
    }
}
