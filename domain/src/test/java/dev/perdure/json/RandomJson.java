package dev.perdure.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values of every kind and awkwardness, drawn from a source of randomness. */
record RandomJson(RandomGenerator random) {

    private static final int MAX_LEVELS = 5;

    /** Pieces of strings; the surrogates meet each other and make pairs. */
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "name",
                    " ",
                    "\"",
                    "\\",
                    "/",
                    "\0",
                    "\n",
                    "\u001f",
                    "\u007f",
                    "\u0085",
                    "\u00e9",
                    "\u07ff",
                    "\u0800",
                    "\u2028",
                    "\u2029",
                    "\ufeff",
                    "\uffff",
                    "\ud800",
                    "\udbff",
                    "\udc00",
                    "\udfff",
                    "\ud83d\ude00",
                    "{",
                    "]",
                    ",",
                    ":",
                    "\\u0041");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "-1",
                    "1.0",
                    "0.10",
                    "1e0",
                    "1E+05",
                    "-2.5e-3",
                    "9007199254740993",
                    "9223372036854775808",
                    "1e400",
                    "-1e-400",
                    "1e999999999999",
                    "0.1234567890123456789012345678901234567890");

    JsonValue value() {
        return value(MAX_LEVELS);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
            text.append(oneOf(PIECES));
        }
        return text.toString();
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private JsonValue value(int levels) {
        return switch (random.nextInt(levels == 0 ? 5 : 8)) {
            case 0 -> new JsonString(text());
            case 1 -> new JsonNumber(oneOf(NUMBERS));
            case 2 -> JsonNumber.of(random.nextLong() >> random.nextInt(64));
            case 3 -> JsonBoolean.of(random.nextBoolean());
            case 4 -> JsonNull.INSTANCE;
            case 5 -> array(levels - 1);
            default -> object(levels - 1);
        };
    }

    private JsonArray array(int levels) {
        List<JsonValue> elements = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            elements.add(value(levels));
        }
        return new JsonArray(elements);
    }

    private JsonObject object(int levels) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        // Now and then more members than are compared one by one.
        for (int left = random.nextInt(random.nextInt(8) == 0 ? 14 : 4); left > 0; left--) {
            members.put(text(), value(levels));
        }
        return JsonObject.of(members);
    }
}
