package dev.perdure.tools.files;

import dev.perdure.json.JsonObjectBuilder;

/**
 * The lines of a text that are shown.
 *
 * @param start the first is 1
 * @param lines at most
 * @param characters at most, in UTF-16 units
 */
record LineWindow(int start, int lines, int characters) {

    JsonObjectBuilder into(String text, JsonObjectBuilder answer) {
        int from = 0;
        int number = 1;
        while (number < start && from < text.length()) {
            from = afterLine(text, from);
            number++;
        }
        int to = from;
        int shown = 0;
        while (shown < lines && to < text.length()) {
            int next = afterLine(text, to);
            if (next - from > characters) {
                break;
            }
            to = next;
            shown++;
        }
        boolean cut = shown == 0 && from < text.length();
        int end = cut ? cutAt(text, from + characters) : to;
        // The content is last, so that a result that is cut still says where to read on.
        answer.put("start_line", number);
        if (cut) {
            answer.put(
                    "note",
                    "Line " + number + " is too long to be shown whole; this is its beginning.");
        } else if (end < text.length()) {
            answer.put("more", true).put("next_line", number + shown);
        }
        return answer.put("content", text.substring(from, end));
    }

    private static int afterLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    /** No half of a pair of surrogates is left standing. */
    private static int cutAt(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }
}
