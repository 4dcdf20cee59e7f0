package dev.perdure.agent;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Lower-case words joined by single hyphens, at most 64 characters: a name that stands for an id.
 */
public final class Slug {

    public static final int LENGTH_MAX = 64;

    private Slug() {}

    public static boolean isSlug(String text) {
        return text.length() <= LENGTH_MAX && hasSlugShape(text);
    }

    /** Whether {@code text} is made like a slug, however long. */
    public static boolean hasSlugShape(String text) {
        boolean word = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                word = true;
            } else if (c == '-' && word) {
                word = false;
            } else {
                return false;
            }
        }
        return word;
    }

    /** The nearest slug of free text; {@code agent} when nothing of the text survives. */
    public static String from(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < plain.length() && slug.length() < LENGTH_MAX - 8; i++) {
            char c = plain.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (!slug.isEmpty()
                    && slug.charAt(slug.length() - 1) != '-'
                    && Character.getType(c) != Character.NON_SPACING_MARK) {
                slug.append('-');
            }
        }
        if (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        return slug.isEmpty() ? "agent" : slug.toString();
    }
}
