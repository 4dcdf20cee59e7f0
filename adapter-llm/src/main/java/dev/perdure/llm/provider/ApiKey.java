package dev.perdure.llm.provider;

/**
 * The key of a provider. It is sent, and shown nowhere. The constructor throws {@link
 * IllegalArgumentException}, without repeating it, for what cannot be sent as a header.
 */
public final class ApiKey {

    private final String secret;

    public ApiKey(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("It is empty.");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("It holds a character that no key has.");
        }
        this.secret = secret;
    }

    /** The key itself, for the header that carries it. */
    public String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "a key";
    }
}
