package dev.perdure.service.proof.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A secret made to be looked for: random, with characters that encodings change.
 *
 * @param use what it is given as
 */
public record Marker(String use, String secret) {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final String LETTERS =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int PART = 12;

    /** A new one. Begins like no key of any provider, so that no pattern of keys finds it. */
    public static Marker of(String use) {
        return new Marker(use, letters(16) + "+/" + letters(16));
    }

    /** One that can stand within an address. */
    public static Marker ofLetters(String use) {
        return new Marker(use, letters(34));
    }

    /** One that is a master key: 32 bytes in Base64. */
    public static Marker ofMasterKey(String use) {
        byte[] key = new byte[32];
        CHANCE.nextBytes(key);
        return new Marker(use, Base64.getEncoder().encodeToString(key));
    }

    private static String letters(int count) {
        return CHANCE.ints(count, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    /** Everything that must not be found, by what it is. */
    public Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("the secret", secret);
        forms.put("its beginning", secret.substring(0, PART));
        forms.put("its end", secret.substring(secret.length() - PART));
        forms.put("it in an address", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        for (int shift = 0; shift < 3; shift++) {
            // Behind one or two other bytes Base64 looks otherwise; the last characters hang on
            // what follows.
            String encoded =
                    Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    secret.substring(shift).getBytes(StandardCharsets.UTF_8));
            forms.put("its Base64 from " + shift, encoded.substring(0, encoded.length() - 4));
        }
        return forms;
    }

    /** What of it stands in a text, in whichever case. */
    public Optional<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return forms().entrySet().stream()
                .filter(form -> lower.contains(form.getValue().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public String toString() {
        return use;
    }
}
