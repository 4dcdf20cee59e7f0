package dev.perdure.rest.everruns.current;

import java.util.Locale;
import java.util.Set;

/**
 * Text in which nothing hides: characters that print nothing, look like none, or turn round what
 * follows them are shown by their code point, and so is what could be taken for that.
 */
final class Visible {

    /** What stands before a code point; by its own where it stands in the text. */
    private static final int MARK = 0x27E8;

    /** Letters and symbols that print nothing. */
    private static final Set<Integer> BLANK =
            Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x1D159);

    /** Marks that print nothing, whatever they stand behind. */
    private static final Set<Integer> BLANK_MARKS = Set.of(0x034F, 0x17B4, 0x17B5);

    /** More of them behind one letter than any script has cover what stands around. */
    private static final int MARKS_MAX = 3;

    private Visible() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            marks = isMark(point) ? marks + 1 : 0;
            if (hides(point) || marks > MARKS_MAX) {
                shown.append(String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", point));
            } else {
                shown.appendCodePoint(point);
            }
            at += Character.charCount(point);
        }
        return shown.toString();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
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
            case Character.NON_SPACING_MARK ->
                    BLANK_MARKS.contains(point) || isVariationSelector(point);
            default -> point == MARK || BLANK.contains(point);
        };
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0x180B && point <= 0x180F);
    }
}
