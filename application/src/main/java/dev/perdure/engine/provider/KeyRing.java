package dev.perdure.engine.provider;

import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The master keys of an installation. Each secret is encrypted under a key of its own
 * (AES-256-GCM), and that key under the first master key; the others only open. Both are bound to
 * the secret's owner. Thread-safe.
 */
public final class KeyRing {

    /** The ring of an installation without master keys: it seals nothing. */
    public static final KeyRing EMPTY = new KeyRing(Map.of());

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, byte[]> keys;
    private final SecureRandom random = new SecureRandom();

    private KeyRing(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Reads {@code id:key,id:key...}, the newest first, each key of 32 bytes in Base64; empty text
     * is the empty ring.
     *
     * @throws IllegalArgumentException with a sentence that repeats no key
     */
    public static KeyRing parse(String text) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String entry : text.strip().isEmpty() ? new String[0] : text.strip().split(",", -1)) {
            int colon = entry.indexOf(':');
            String id = colon < 0 ? "" : entry.substring(0, colon).strip();
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "Each master key is written as id:key, the id of letters, digits, dots, _"
                                + " and -.");
            }
            if (keys.put(id, key(id, entry.substring(colon + 1).strip())) != null) {
                throw new IllegalArgumentException("Two master keys are called " + id + ".");
            }
        }
        return keys.isEmpty() ? EMPTY : new KeyRing(keys);
    }

    /** Whether there is a master key to seal with. */
    public boolean canSeal() {
        return !keys.isEmpty();
    }

    /** The id of the master key that seals; empty where there is none. */
    public Optional<String> newestId() {
        return keys.keySet().stream().findFirst();
    }

    /** Seals a secret for its owner; only where {@link #canSeal}. */
    public SealedSecret seal(Secret secret, SecretOwner owner) {
        byte[] own = new byte[KEY_BYTES];
        random.nextBytes(own);
        byte[] clear = secret.value().getBytes(StandardCharsets.UTF_8);
        return wrapped(own, text(encrypted(own, clear, context("secret", owner))), owner);
    }

    /**
     * Opens a secret.
     *
     * @throws SecretUnreadable when its master key is not here, or it was not sealed for this owner
     */
    public Secret open(SealedSecret sealed, SecretOwner owner) {
        byte[] clear =
                decrypted(
                        unwrapped(sealed, owner),
                        sealed.sealed(),
                        context("secret", owner),
                        sealed.masterKey());
        return new Secret(new String(clear, StandardCharsets.UTF_8));
    }

    /** The same secret under the newest master key; empty when it is that one already. */
    public Optional<SealedSecret> rewrapped(SealedSecret sealed, SecretOwner owner) {
        return !canSeal() || sealed.masterKey().equals(newest())
                ? Optional.empty()
                : Optional.of(wrapped(unwrapped(sealed, owner), sealed.sealed(), owner));
    }

    @Override
    public String toString() {
        return "master keys " + keys.keySet();
    }

    private SealedSecret wrapped(byte[] own, String sealed, SecretOwner owner) {
        String id = newest();
        byte[] wrapped = encrypted(master(id), own, context("key " + id, owner));
        return new SealedSecret(id, text(wrapped), sealed);
    }

    private byte[] unwrapped(SealedSecret sealed, SecretOwner owner) {
        String id = sealed.masterKey();
        return decrypted(master(id), sealed.wrappedKey(), context("key " + id, owner), id);
    }

    private String newest() {
        return newestId().orElseThrow(() -> new IllegalStateException("there is no master key"));
    }

    private byte[] master(String id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw SecretUnreadable.noMasterKey(id);
        }
        return key;
    }

    private byte[] encrypted(byte[] key, byte[] clear, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(clear);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no AES-GCM.", everyPlatformHasIt);
        }
    }

    private static byte[] decrypted(byte[] key, String sealed, byte[] context, String masterKey) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
            byte[] nonce = new byte[Math.min(NONCE_BYTES, bytes.remaining())];
            bytes.get(nonce);
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(rest);
        } catch (GeneralSecurityException | IllegalArgumentException notIntact) {
            throw SecretUnreadable.notIntact(masterKey);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    /**
     * What both sides have to agree on; all but the name at the end is free of spaces, so no two
     * owners read alike.
     */
    private static byte[] context(String what, SecretOwner owner) {
        return ("perdure "
                        + owner.kind()
                        + " "
                        + owner.organisation().value()
                        + " "
                        + owner.id()
                        + " "
                        + what
                        + (owner.name().isEmpty() ? "" : " " + owner.name()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] key(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "The master key " + id + " is not 32 bytes in Base64.");
        }
        return key;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
