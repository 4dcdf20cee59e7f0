package dev.perdure.persistence.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is stored of an idempotency key: of one length whatever the key, and different also for keys
 * that UTF-8 cannot tell apart.
 */
final class KeyHash {

    private KeyHash() {}

    static byte[] of(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(units(key));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException("This Java has no SHA-256.", everyPlatformHasIt);
        }
    }

    /** Every UTF-16 unit as it is; the JDK's encoders replace unpaired surrogates. */
    private static byte[] units(String key) {
        byte[] units = new byte[2 * key.length()];
        for (int at = 0; at < key.length(); at++) {
            units[2 * at] = (byte) (key.charAt(at) >>> 8);
            units[2 * at + 1] = (byte) key.charAt(at);
        }
        return units;
    }
}
