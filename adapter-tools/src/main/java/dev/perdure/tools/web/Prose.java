package dev.perdure.tools.web;

/** Text that is put together: white space joined as a browser does, paragraphs apart. */
final class Prose {

    private final StringBuilder text = new StringBuilder();
    private boolean verbatim;
    private boolean space;

    /** Words, with the white space of their source. */
    void say(String words) {
        if (verbatim) {
            text.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00a0') {
                space = true;
            } else {
                separate();
                text.append(c);
            }
        }
    }

    /** A mark, as it is. */
    void raw(String mark) {
        if (!mark.isEmpty()) {
            separate();
            text.append(mark);
        }
    }

    void line() {
        space = false;
        trim();
        if (!isAtStart()) {
            text.append('\n');
        }
    }

    void paragraph() {
        space = false;
        trim();
        int length = text.length();
        int ends = 0;
        while (ends < 2 && ends < length && text.charAt(length - 1 - ends) == '\n') {
            ends++;
        }
        if (length > 0) {
            text.append("\n".repeat(2 - ends));
        }
    }

    void verbatim(String fence) {
        raw(fence);
        text.append(fence.isEmpty() ? "" : "\n");
        verbatim = true;
    }

    void endVerbatim(String fence) {
        verbatim = false;
        if (!fence.isEmpty()) {
            text.append(isAtStart() ? "" : "\n").append(fence);
        }
    }

    boolean isVerbatim() {
        return verbatim;
    }

    /** Where nothing is to be said. */
    void pass() {}

    String text() {
        return text.toString().strip();
    }

    private void separate() {
        if (space && !text.isEmpty() && !isAtStart() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
        space = false;
    }

    private boolean isAtStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }

    private void trim() {
        int length = text.length();
        while (!verbatim && length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        text.setLength(length);
    }
}
