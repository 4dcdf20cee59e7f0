package dev.perdure.llm.simulated;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A text word by word, each with the white space after it; joined again, the pieces are the text.
 */
final class Words implements Iterator<String> {

    private final String text;
    private int at;

    Words(String text) {
        this.text = text;
    }

    @Override
    public boolean hasNext() {
        return at < text.length();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = at;
        skip(true);
        skip(false);
        skip(true);
        return text.substring(from, at);
    }

    private void skip(boolean space) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) == space) {
            at++;
        }
    }
}
