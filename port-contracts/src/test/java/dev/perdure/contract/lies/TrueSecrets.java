package dev.perdure.contract.lies;

import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes everything on; a lie overrides one thing. */
class TrueSecrets implements SecretStore {

    final SecretStore truth;

    TrueSecrets(SecretStore truth) {
        this.truth = truth;
    }

    @Override
    public List<KeptSecret> list(SessionKey session) {
        return truth.list(session);
    }

    @Override
    public Optional<KeptSecret> find(SessionKey session, String name) {
        return truth.find(session, name);
    }

    @Override
    public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
        return truth.put(session, secrets, max);
    }

    @Override
    public boolean remove(SessionKey session, String name) {
        return truth.remove(session, name);
    }

    @Override
    public List<KeptSecret> sealedOtherwise(
            OrganisationId organisation, String masterKey, @Nullable KeptSecret after, int limit) {
        return truth.sealedOtherwise(organisation, masterKey, after, limit);
    }

    @Override
    public boolean reseal(KeptSecret seen, SealedSecret sealed) {
        return truth.reseal(seen, sealed);
    }
}
