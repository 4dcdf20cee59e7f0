package dev.perdure.contract.lies;

import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lies about the secrets of sessions. */
final class SecretLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private SecretLies() {}

    static List<Lie> all() {
        return List.of(
                lie("lists secrets backwards", ListsBackwards::new),
                lie("finds secrets by their session alone", FindsAnyOne::new),
                lie("makes secrets young again", ForgetsTheirAge::new),
                lie("keeps the first ones of too many secrets", KeepsSome::new),
                lie("keeps secrets for sessions that are not there", KeepsForNobody::new),
                lie("shows secrets to strangers", ShowsToStrangers::new),
                lie("says that it removed a secret, and did not", RemovesNothing::new),
                lie("removes all secrets of a session", RemovesAll::new),
                lie("keeps the secrets of sessions that are gone", OutlivesSessions::new),
                lie("begins again with each page", BeginsAgain::new),
                lie("seals whatever secret there is", ResealsBlindly::new),
                lie("counts secrets and adds later", CountsThenAdds::new));
    }

    /** One liar keeps one lying store, so that what it remembers is of one storage. */
    private static Lie lie(String name, Function<SecretStore, SecretStore> lying) {
        return new Lie(
                name,
                () ->
                        new Liar() {
                            private final Map<Storage, SecretStore> stores =
                                    new ConcurrentHashMap<>();

                            @Override
                            SecretStore secrets(Storage truth) {
                                return stores.computeIfAbsent(
                                        truth, storage -> lying.apply(storage.secrets()));
                            }
                        });
    }

    private static final class ListsBackwards extends TrueSecrets {

        ListsBackwards(SecretStore truth) {
            super(truth);
        }

        @Override
        public List<KeptSecret> list(SessionKey session) {
            return super.list(session).reversed();
        }
    }

    private static final class FindsAnyOne extends TrueSecrets {

        FindsAnyOne(SecretStore truth) {
            super(truth);
        }

        @Override
        public Optional<KeptSecret> find(SessionKey session, String name) {
            return super.list(session).stream().findFirst();
        }
    }

    private static final class ForgetsTheirAge extends TrueSecrets {

        ForgetsTheirAge(SecretStore truth) {
            super(truth);
        }

        @Override
        public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            secrets.forEach(secret -> super.remove(session, secret.name()));
            return super.put(session, secrets, max);
        }
    }

    private static final class KeepsSome extends TrueSecrets {

        KeepsSome(SecretStore truth) {
            super(truth);
        }

        @Override
        public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            SecretWrite honest = super.put(session, secrets, max);
            if (honest == SecretWrite.TOO_MANY) {
                super.put(session, secrets.subList(0, Math.min(max, secrets.size())), max);
            }
            return honest;
        }
    }

    private static final class KeepsForNobody extends TrueSecrets {

        KeepsForNobody(SecretStore truth) {
            super(truth);
        }

        @Override
        public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            SecretWrite honest = super.put(session, secrets, max);
            return honest == SecretWrite.NO_SUCH_SESSION ? SecretWrite.STORED : honest;
        }
    }

    private static final class ShowsToStrangers extends TrueSecrets {

        private final Map<Object, List<KeptSecret>> known = new ConcurrentHashMap<>();

        ShowsToStrangers(SecretStore truth) {
            super(truth);
        }

        @Override
        public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            known.putIfAbsent(session.id(), secrets);
            return super.put(session, secrets, max);
        }

        @Override
        public List<KeptSecret> list(SessionKey session) {
            List<KeptSecret> honest = super.list(session);
            return honest.isEmpty() ? known.getOrDefault(session.id(), honest) : honest;
        }
    }

    private static final class RemovesNothing extends TrueSecrets {

        RemovesNothing(SecretStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(SessionKey session, String name) {
            return super.find(session, name).isPresent();
        }
    }

    private static final class RemovesAll extends TrueSecrets {

        RemovesAll(SecretStore truth) {
            super(truth);
        }

        @Override
        public boolean remove(SessionKey session, String name) {
            boolean there = super.find(session, name).isPresent();
            super.list(session).forEach(secret -> super.remove(session, secret.name()));
            return there;
        }
    }

    private static final class OutlivesSessions extends TrueSecrets {

        private final Set<KeptSecret> known = new HashSet<>();

        OutlivesSessions(SecretStore truth) {
            super(truth);
        }

        @Override
        public synchronized SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            SecretWrite honest = super.put(session, secrets, max);
            if (honest == SecretWrite.STORED) {
                known.addAll(secrets);
            }
            return honest;
        }

        @Override
        public synchronized boolean reseal(KeptSecret seen, SealedSecret sealed) {
            return super.reseal(seen, sealed) || known.contains(seen);
        }
    }

    private static final class BeginsAgain extends TrueSecrets {

        BeginsAgain(SecretStore truth) {
            super(truth);
        }

        @Override
        public List<KeptSecret> sealedOtherwise(
                OrganisationId organisation,
                String masterKey,
                @Nullable KeptSecret after,
                int limit) {
            return super.sealedOtherwise(organisation, masterKey, null, limit);
        }
    }

    private static final class ResealsBlindly extends TrueSecrets {

        ResealsBlindly(SecretStore truth) {
            super(truth);
        }

        @Override
        public boolean reseal(KeptSecret seen, SealedSecret sealed) {
            return super.find(seen.session(), seen.name())
                    .map(stored -> super.reseal(stored, sealed))
                    .orElse(false);
        }
    }

    /** Right whenever nobody else writes. */
    private static final class CountsThenAdds extends TrueSecrets {

        CountsThenAdds(SecretStore truth) {
            super(truth);
        }

        @Override
        public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
            Set<String> names = new HashSet<>();
            super.list(session).forEach(secret -> names.add(secret.name()));
            secrets.forEach(secret -> names.add(secret.name()));
            LockSupport.parkNanos(A_WHILE_NANOS);
            return names.size() > max
                    ? super.put(session, secrets, max)
                    : super.put(session, secrets, Integer.MAX_VALUE);
        }
    }
}
