package dev.perdure.engine.provider;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ProviderAccess;
import dev.perdure.engine.model.RefusingModels;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.Provider;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How stored providers become clients. */
final class Clients {

    private Clients() {}

    /** A client of the provider; one whose every call says why, when none can be made. */
    static ModelClient of(Provider provider, ModelDrivers drivers, KeyRing keys) {
        ProviderAccess access;
        try {
            access = access(provider, keys);
        } catch (SecretUnreadable sealed) {
            return new RefusingModels(
                    access(provider, (Secret) null),
                    refusal(FailureKind.AUTHENTICATION, String.valueOf(sealed.getMessage())));
        }
        Optional<String> objection = drivers.objection(access);
        return objection.isPresent()
                ? new RefusingModels(access, refusal(FailureKind.INVALID_REQUEST, objection.get()))
                : drivers.open(access);
    }

    /** A client whose every call says why, when the provider's address may not be asked now. */
    static Optional<ModelClient> refusing(Provider provider, ModelDrivers drivers) {
        ProviderAccess access = access(provider, (Secret) null);
        return drivers.objection(access)
                .map(objection ->
                        new RefusingModels(
                                access, refusal(FailureKind.INVALID_REQUEST, objection)));
    }

    /** What a driver needs, the key opened. */
    static ProviderAccess access(Provider provider, KeyRing keys) {
        SealedSecret key = provider.settings().key();
        return access(provider, key == null ? null : keys.open(key, SecretOwner.of(provider)));
    }

    private static ProviderAccess access(Provider provider, @Nullable Secret key) {
        return new ProviderAccess(
                provider.id(),
                provider.slug(),
                provider.settings().type(),
                provider.settings().address(),
                key,
                provider.settings().callsAtOnce(),
                provider.settings().models().stream().map(OfferedModel::name).toList());
    }

    static ModelFailure refusal(FailureKind kind, String sentence) {
        return new ModelFailure(kind, new NextMove.GiveUp(), sentence);
    }
}
