package dev.perdure.engine.provider;

/** A sealed secret cannot be opened. The message names the master key and nothing of the secret. */
public final class SecretUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SecretUnreadable(String sentence) {
        super(sentence);
    }

    static SecretUnreadable noMasterKey(String id) {
        return new SecretUnreadable(
                "A key is sealed under the master key " + id + ", which this node was not given.");
    }

    static SecretUnreadable notIntact(String id) {
        return new SecretUnreadable(
                "A key cannot be opened with the master key "
                        + id
                        + ": that is another key of this name, or what was stored was changed or"
                        + " belongs to somebody else.");
    }
}
