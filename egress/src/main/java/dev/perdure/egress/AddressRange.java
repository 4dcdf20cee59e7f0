package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The addresses whose first bits are the same, written {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param first holds those bits
 * @param bits how many count
 */
record AddressRange(InetAddress first, int bits) {

    private static final Pattern FOUR =
            Pattern.compile(
                    "(%1$s)(\\.(%1$s)){3}".formatted("25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d"));
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * The range, or the one address, that a text names; {@link IllegalArgumentException} when it
     * names neither.
     */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        InetAddress first = literal(slash < 0 ? text : text.substring(0, slash));
        int width = first.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? width : number(text.substring(slash + 1));
        if (bits > width) {
            throw new IllegalArgumentException("There are not so many bits in " + text + ".");
        }
        return new AddressRange(first, bits);
    }

    /** Whether a text is an address and not a name. */
    static boolean isLiteral(String text) {
        return FOUR.matcher(text).matches() || SIX.matcher(text).matches();
    }

    /** The address that a text spells out; nobody is asked for it. */
    static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException(text + " is not an address.");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notOne) {
            throw new IllegalArgumentException(text + " is not an address.", notOne);
        }
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException notSoLong) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes.", notSoLong);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is one address alone. */
    boolean isOne() {
        return bits == first.getAddress().length * Byte.SIZE;
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,3}")) {
            throw new IllegalArgumentException(text + " is not a number of bits.");
        }
        return Integer.parseInt(text);
    }
}
