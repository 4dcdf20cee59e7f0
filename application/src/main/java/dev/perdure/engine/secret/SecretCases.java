package dev.perdure.engine.secret;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.store.Storage;

/** Everything that can be asked about the secrets of sessions, one class for each question. */
public record SecretCases(
        KeepSecrets keep, ListSecrets list, RemoveSecret remove, RewrapSecrets rewrap) {

    /**
     * On a storage.
     *
     * @param keys what they are sealed with
     */
    public static SecretCases of(Storage storage, KeyRing keys) {
        return new SecretCases(
                new KeepSecrets(storage.secrets(), keys, storage.clock()),
                new ListSecrets(storage.secrets()),
                new RemoveSecret(storage.secrets()),
                new RewrapSecrets(storage.secrets(), keys));
    }
}
