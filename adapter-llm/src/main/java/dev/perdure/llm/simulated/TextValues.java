package dev.perdure.llm.simulated;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user's text offers as arguments of a tool: its numbers, each handed out once, and in turn
 * its quotations, else its names, else the text itself. What follows the name of the tool comes
 * first.
 */
final class TextValues {

    private static final int CHARACTERS_MAX = 4_000;

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\d_.])-?\\d{1,15}(?:\\.\\d{1,15})?(?![\\p{L}\\d_])");
    private static final Pattern QUOTATION = Pattern.compile("[\"“`«]([^\"“”`«»]{1,200})[\"”`»]");
    private static final String NAME_WORD = "\\p{Lu}[\\p{L}\\p{M}'’/_-]{1,60}";
    private static final Pattern NAME =
            Pattern.compile("(?<=[^.!?]\\s)(" + NAME_WORD + "(?: " + NAME_WORD + "){0,3})");

    private final String text;
    private final List<BigDecimal> numbers = new ArrayList<>();
    private final List<String> strings;
    private int nextString;

    TextValues(String text, String tool) {
        String beginning = text.substring(0, Math.min(text.length(), CHARACTERS_MAX));
        int mention = Math.max(0, Mentions.indexOf(beginning, tool));
        this.text = beginning.substring(mention) + ". " + beginning.substring(0, mention);
        Matcher number = NUMBER.matcher(this.text);
        while (number.find()) {
            numbers.add(new BigDecimal(number.group()));
        }
        List<String> quotations = groups(QUOTATION);
        List<String> names = quotations.isEmpty() ? groups(NAME) : quotations;
        strings = names.isEmpty() ? List.of(Prose.quoted(beginning)) : names;
    }

    boolean mentions(String word) {
        return Mentions.word(text, word);
    }

    /** The next unused number that fits; empty when there is none. */
    Optional<BigDecimal> number(Predicate<BigDecimal> fits) {
        for (BigDecimal number : numbers) {
            if (fits.test(number)) {
                numbers.remove(number);
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** The next string; past the last one they start over. */
    String string() {
        return strings.get(nextString++ % strings.size());
    }

    private List<String> groups(Pattern pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
