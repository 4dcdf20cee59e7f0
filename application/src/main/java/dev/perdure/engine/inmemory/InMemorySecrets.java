package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The secrets of sessions in memory. */
final class InMemorySecrets implements SecretStore {

    private static final Comparator<KeptSecret> BY_PLACE =
            Comparator.<KeptSecret, String>comparing(
                            secret -> secret.session().id().value().toString())
                    .thenComparing(KeptSecret::name);

    private final Memory memory;

    InMemorySecrets(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<KeptSecret> list(SessionKey session) {
        return memory.locked(() -> List.copyOf(of(session).values()));
    }

    @Override
    public Optional<KeptSecret> find(SessionKey session, String name) {
        return memory.locked(() -> Optional.ofNullable(of(session).get(name)));
    }

    @Override
    public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
        return memory.locked(() -> {
            if (memory.stream(session) == null) {
                return SecretWrite.NO_SUCH_SESSION;
            }
            Set<String> names = new HashSet<>(of(session).keySet());
            secrets.forEach(secret -> names.add(secret.name()));
            if (names.size() > max) {
                return SecretWrite.TOO_MANY;
            }
            NavigableMap<String, KeptSecret> kept =
                    memory.secrets.computeIfAbsent(session, key -> new TreeMap<>());
            secrets.forEach(secret -> kept.merge(secret.name(), secret, InMemorySecrets::replaced));
            return SecretWrite.STORED;
        });
    }

    @Override
    public boolean remove(SessionKey session, String name) {
        return memory.locked(() -> of(session).remove(name) != null);
    }

    @Override
    public List<KeptSecret> sealedOtherwise(
            OrganisationId organisation, String masterKey, @Nullable KeptSecret after, int limit) {
        return memory.locked(() ->
                memory.secrets.values().stream()
                        .flatMap(kept -> kept.values().stream())
                        .filter(secret -> secret.session().organisation().equals(organisation))
                        .filter(secret -> !secret.sealed().masterKey().equals(masterKey))
                        .filter(secret -> after == null || BY_PLACE.compare(secret, after) > 0)
                        .sorted(BY_PLACE)
                        .limit(limit)
                        .toList());
    }

    @Override
    public boolean reseal(KeptSecret seen, SealedSecret sealed) {
        return memory.locked(() -> {
            NavigableMap<String, KeptSecret> kept = of(seen.session());
            KeptSecret stored = kept.get(seen.name());
            if (stored == null || !stored.sealed().equals(seen.sealed())) {
                return false;
            }
            kept.put(seen.name(), stored.sealedAs(sealed));
            return true;
        });
    }

    private static KeptSecret replaced(KeptSecret before, KeptSecret after) {
        return new KeptSecret(
                after.session(),
                after.name(),
                after.sealed(),
                before.createdAt(),
                after.updatedAt());
    }

    private NavigableMap<String, KeptSecret> of(SessionKey session) {
        return memory.secrets.getOrDefault(session, new TreeMap<>());
    }
}
