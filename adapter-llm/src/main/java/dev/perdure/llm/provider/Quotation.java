package dev.perdure.llm.provider;

import dev.perdure.engine.secret.SecretTraces;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server's words as they may be repeated: one line, short, without the secrets it was sent, nor a
 * part of them, and without what looks like a key or an account. Servers echo parts of keys.
 *
 * @param secrets what the server is sent and nobody else may be told
 */
record Quotation(List<String> secrets) {

    private static final int CHARACTERS_MAX = 200;

    /** What is looked at: the patterns take the square of a length that a server chooses. */
    private static final int READ_MAX = 2_000;

    private static final String LEFT_OUT = "[...]";
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "(?i)bearer\\s+\\S+|\\b(?:sk|rk|pk|ak|gsk|xai|nvapi|hf|org|proj|api|key|user|acct)"
                            + "[-_][A-Za-z0-9*_.-]{6,}|[A-Za-z0-9_-]*\\*{3,}[A-Za-z0-9_*-]*");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    Quotation {
        secrets = List.copyOf(secrets);
    }

    /** Without the secrets themselves. */
    @Override
    public String toString() {
        return "Quotation";
    }

    String of(String words) {
        String line = BLANKS.matcher(beginning(words)).replaceAll(" ").strip();
        if (!line.isEmpty()) {
            line = new SecretTraces(secrets).leftOutOf(line);
        }
        line = CREDENTIAL.matcher(line).replaceAll(LEFT_OUT);
        return WellFormed.text(
                line.length() <= CHARACTERS_MAX ? line : line.substring(0, CHARACTERS_MAX) + "...");
    }

    /** Up to a blank, so that no key is cut in two and passes for something else. */
    private static String beginning(String words) {
        if (words.length() <= READ_MAX) {
            return words;
        }
        int end = READ_MAX;
        while (end > 0 && !Character.isWhitespace(words.charAt(end - 1))) {
            end--;
        }
        return words.substring(0, end);
    }
}
