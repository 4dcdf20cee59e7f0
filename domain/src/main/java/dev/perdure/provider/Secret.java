package dev.perdure.provider;

/** What nobody may read: a key in clear. Its text shows nothing of it. */
public record Secret(String value) {

    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is not blank");
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
