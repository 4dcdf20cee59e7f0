package dev.perdure.provider;

/**
 * A secret as it is kept: encrypted under a key of its own, which is encrypted in its turn.
 *
 * @param masterKey which master key opens {@code wrappedKey}
 * @param wrappedKey the secret's own key, encrypted; Base64
 * @param sealed the secret, encrypted under its own key; Base64
 */
public record SealedSecret(String masterKey, String wrappedKey, String sealed) {

    @Override
    public String toString() {
        return "a secret sealed under " + masterKey;
    }
}
