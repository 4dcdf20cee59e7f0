package dev.perdure.engine.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of a text, the same for every store and every language: runs of letters and digits,
 * without case and accents. Writing without blanks between words, as Chinese and Japanese have it,
 * counts by pairs of signs.
 */
public final class MemoryWords {

    /** Longer ones are cut: what is so long is no word, and an index takes only so much. */
    public static final int CHARACTERS_MAX = 64;

    private MemoryWords() {}

    /** Each once, in their order. */
    public static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        Set<String> words = new TreeSet<>();
        StringBuilder word = new StringBuilder();
        List<String> signs = new ArrayList<>();
        plain.codePoints()
                .forEach(sign -> {
                    if (isMark(sign)) {
                        return;
                    }
                    if (isUnspaced(sign)) {
                        end(words, word);
                        signs.add(Character.toString(sign));
                        return;
                    }
                    pairs(words, signs);
                    if (Character.isLetterOrDigit(sign)) {
                        word.appendCodePoint(sign);
                    } else {
                        end(words, word);
                    }
                });
        end(words, word);
        pairs(words, signs);
        return List.copyOf(words);
    }

    private static void end(Set<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            int end = Math.min(word.length(), CHARACTERS_MAX);
            boolean half = end < word.length() && Character.isHighSurrogate(word.charAt(end - 1));
            words.add(word.substring(0, half ? end - 1 : end));
            word.setLength(0);
        }
    }

    private static void pairs(Set<String> words, List<String> signs) {
        if (signs.size() == 1) {
            words.add(signs.getFirst());
        }
        for (int at = 0; at + 1 < signs.size(); at++) {
            words.add(signs.get(at) + signs.get(at + 1));
        }
        signs.clear();
    }

    /** What stands above or below a letter, once the two are taken apart. */
    private static boolean isMark(int sign) {
        return Character.getType(sign) == Character.NON_SPACING_MARK;
    }

    private static boolean isUnspaced(int sign) {
        Character.UnicodeScript script = Character.UnicodeScript.of(sign);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }
}
