package dev.perdure.service.proof.oracle;

import java.util.UUID;

/** Ids as they are spelt on the wire, and the one that is computed: that of an event. */
final class WireIds {

    private WireIds() {}

    static String of(String prefix, UUID id) {
        return prefix + "_" + id.toString().replace("-", "");
    }

    static String of(String prefix, String uuid) {
        return of(prefix, UUID.fromString(uuid));
    }

    /**
     * 48 bits of milliseconds, 4 of version (7), the upper 12 of the offset, 2 of variant (binary
     * 10), the lower 30 of the offset, 32 of the session's hash.
     */
    static String event(UUID session, long seq, long timeMillis) {
        String bits =
                binary(timeMillis, 48)
                        + "0111"
                        + binary(seq >>> 30, 12)
                        + "10"
                        + binary(seq & ((1L << 30) - 1), 30)
                        + binary(hash(session), 32);
        StringBuilder hex = new StringBuilder("event_");
        for (int i = 0; i < bits.length(); i += 4) {
            hex.append(Integer.toHexString(Integer.parseInt(bits.substring(i, i + 4), 2)));
        }
        return hex.toString();
    }

    /** The finaliser of SplitMix64 over both halves of the id; its lower 32 bits. */
    private static long hash(UUID session) {
        long low = session.getLeastSignificantBits();
        long z = session.getMostSignificantBits() ^ (low << 31 | low >>> 33);
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return (z ^ z >>> 31) & 0xFFFFFFFFL;
    }

    private static String binary(long value, int width) {
        String digits = Long.toBinaryString(value);
        return "0".repeat(width - digits.length()) + digits;
    }
}
