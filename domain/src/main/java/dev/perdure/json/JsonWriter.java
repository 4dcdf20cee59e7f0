package dev.perdure.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Writes the canonical text. It keeps its own stack, so that no depth of nesting overflows a
 * thread's.
 */
final class JsonWriter {

    private JsonWriter() {}

    /** An array or object that has been begun and not ended. */
    private sealed interface Open {

        Iterator<?> rest();

        char end();
    }

    private record OpenArray(Iterator<JsonValue> rest) implements Open {

        @Override
        public char end() {
            return ']';
        }
    }

    private record OpenObject(Iterator<JsonMember> rest) implements Open {

        @Override
        public char end() {
            return '}';
        }
    }

    static void write(JsonValue root, StringBuilder out) {
        Deque<Open> open = new ArrayDeque<>();
        begin(root, out, open);
        while (!open.isEmpty()) {
            if (open.getLast().rest().hasNext()) {
                begin(next(open.getLast(), out), out, open);
            } else {
                out.append(open.removeLast().end());
            }
        }
    }

    private static void begin(JsonValue value, StringBuilder out, Deque<Open> open) {
        switch (value) {
            case JsonObject object -> {
                out.append('{');
                open.addLast(new OpenObject(object.members().iterator()));
            }
            case JsonArray array -> {
                out.append('[');
                open.addLast(new OpenArray(array.elements().iterator()));
            }
            case JsonString string -> QuotedText.append(string.value(), out);
            case JsonNumber number -> out.append(number.lexeme());
            case JsonBoolean truth -> out.append(truth.value());
            case JsonNull ignored -> out.append("null");
        }
    }

    private static JsonValue next(Open innermost, StringBuilder out) {
        // No value ends in an opening bracket, so one at the end means that nothing precedes.
        char last = out.charAt(out.length() - 1);
        if (last != '[' && last != '{') {
            out.append(',');
        }
        return switch (innermost) {
            case OpenArray array -> array.rest().next();
            case OpenObject object -> {
                JsonMember member = object.rest().next();
                QuotedText.append(member.name(), out);
                out.append(':');
                yield member.value();
            }
        };
    }
}
