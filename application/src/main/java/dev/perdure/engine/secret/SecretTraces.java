package dev.perdure.engine.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a text may not repeat of some secrets: the whole of one, or {@value #RUN} characters of it
 * in a row, as they are or encoded in a usual way, whatever their case.
 */
public final class SecretTraces {

    private static final int RUN = 8;

    /** Below it a value is a word, such as a version, and no secret. */
    private static final int SECRET_MIN = 4;

    private static final String LEFT_OUT = "[...]";

    private final Set<String> runs = new HashSet<>();
    private final List<String> brief = new ArrayList<>();

    /**
     * @param secrets in clear; what is shorter than four characters is passed over
     */
    public SecretTraces(List<String> secrets) {
        for (String secret : secrets) {
            if (secret.length() >= SECRET_MIN) {
                forms(secret).forEach(this::add);
            }
        }
    }

    /** The text without them. */
    public String leftOutOf(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        if (plain.length() != text.length()) {
            // Some characters of other scripts have no lower case of the same length.
            plain = text;
        }
        BitSet hidden = new BitSet(text.length());
        for (int at = 0; at + RUN <= plain.length(); at++) {
            if (runs.contains(plain.substring(at, at + RUN))) {
                hidden.set(at, at + RUN);
            }
        }
        for (String word : brief) {
            for (int at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
                hidden.set(at, at + word.length());
            }
        }
        return without(text, hidden);
    }

    private static String without(String text, BitSet hidden) {
        StringBuilder left = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int next = hidden.get(at) ? hidden.nextClearBit(at) : hidden.nextSetBit(at);
            if (hidden.get(at)) {
                left.append(LEFT_OUT);
            } else {
                left.append(text, at, next < 0 ? text.length() : next);
            }
            at = next < 0 ? text.length() : next;
        }
        return left.toString();
    }

    private void add(String form) {
        String plain = form.toLowerCase(Locale.ROOT);
        if (plain.length() < RUN) {
            brief.add(plain);
        }
        for (int at = 0; at + RUN <= plain.length(); at++) {
            runs.add(plain.substring(at, at + RUN));
        }
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(HexFormat.of().formatHex(bytes));
        // Behind something else, such as a user's name, Base64 begins anywhere within its threes.
        for (int from = 0; from < 3 && from < bytes.length; from++) {
            byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(rest));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(rest));
        }
        return forms;
    }
}
