package dev.perdure.rest.everruns.current;

import java.util.Locale;

/**
 * Text in which nothing hides: characters that print nothing, or turn round what follows them, are
 * shown by their code point.
 */
final class Visible {

    private Visible() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (hides(point)) {
                        shown.append(String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", point));
                    } else {
                        shown.appendCodePoint(point);
                    }
                });
        return shown.toString();
    }

    private static boolean hides(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> false;
        };
    }
}
