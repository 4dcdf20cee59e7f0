package dev.perdure.engine.file.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;

/**
 * A regular expression that is looked for in lines, in the syntax of RE2: without references back
 * and without looking around, which is what lets the time grow with the text alone. Thread-safe.
 */
public final class TextPattern {

    public static final int CHARACTERS_MAX = 1_000;

    /**
     * How often something may be repeated by number, all numbers that stand around it multiplied:
     * the expression is written out that often in memory.
     */
    public static final int REPETITIONS_MAX = 1_000;

    /**
     * Instructions of what the expression is made into. Each is gone through for each character of
     * a text at worst, which takes some 10 µs with so many.
     */
    public static final int INSTRUCTIONS_MAX = 1_100;

    /** How much is written out at worst, in characters, before it is known how large it became. */
    private static final long WRITTEN_OUT_MAX = 100_000;

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Reads an expression; refuses it in a sentence that says what is wrong with it. */
    public static Either<Refusal, TextPattern> parse(String expression, boolean anyCase) {
        if (expression.isEmpty()) {
            return refused("A pattern is not empty.");
        }
        if (expression.length() > CHARACTERS_MAX) {
            return refused("A pattern has at most " + CHARACTERS_MAX + " characters.");
        }
        long repetitions = repetitions(expression);
        if (repetitions > REPETITIONS_MAX) {
            return refused(
                    "The numbers of repetitions in a pattern come to at most "
                            + REPETITIONS_MAX
                            + ", multiplied.");
        }
        if (repetitions * expression.length() > WRITTEN_OUT_MAX) {
            return tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(expression, anyCase ? Pattern.CASE_INSENSITIVE : 0);
            return pattern.programSize() > INSTRUCTIONS_MAX
                    ? tooLarge()
                    : Either.right(new TextPattern(pattern));
        } catch (PatternSyntaxException wrong) {
            return refused("The pattern cannot be read: " + wrong.getDescription() + ".");
        }
    }

    /**
     * Instructions it was made into, at most {@link #INSTRUCTIONS_MAX}: times the length of a text,
     * what it costs to look for it there.
     */
    public int size() {
        return pattern.programSize();
    }

    /** Whether it is found somewhere in the text. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    private static Either<Refusal, TextPattern> tooLarge() {
        return refused("The pattern is too large: repeat less, or name fewer characters.");
    }

    private static Either<Refusal, TextPattern> refused(String sentence) {
        return Either.left(new Refusal.Invalid("pattern", sentence));
    }

    /** The numbers in braces, multiplied; more than the most as soon as they are more. */
    private static long repetitions(String expression) {
        long product = 1;
        for (int at = 0; at < expression.length() && product <= REPETITIONS_MAX; at++) {
            if (expression.charAt(at) == '{') {
                product *= Math.max(1, largestNumber(expression, at + 1));
            }
        }
        return product;
    }

    private static long largestNumber(String expression, int from) {
        long largest = 0;
        long number = 0;
        for (int at = from; at < expression.length(); at++) {
            char c = expression.charAt(at);
            if (c >= '0' && c <= '9') {
                number = Math.min(REPETITIONS_MAX + 1L, number * 10 + c - '0');
                largest = Math.max(largest, number);
            } else if (c == ',') {
                number = 0;
            } else {
                return largest;
            }
        }
        return largest;
    }
}
