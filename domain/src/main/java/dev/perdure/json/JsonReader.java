package dev.perdure.json;

import dev.perdure.json.StringScanner.Scan;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The grammar of values, RFC 8259 sections 2 to 5, in one pass over the bytes.
 *
 * <p>It keeps its own stack of the places that wait for a value, so that a thread's does not grow
 * with the depth of the document.
 */
final class JsonReader {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    private JsonReader() {}

    /** The place of a value in an array or object that has been begun and not ended. */
    private sealed interface Slot {}

    private record ElementSlot(List<JsonValue> elements) implements Slot {}

    private record MemberSlot(DistinctMembers members, String name) implements Slot {}

    /** What reading on came to. */
    private sealed interface Step {}

    /** A value is due at that offset, to fill the slot. */
    private record ValueDue(Slot slot, int at) implements Step {}

    /** A value is complete and ends before that offset. */
    private record ValueRead(JsonValue value, int end) implements Step {}

    private record Failed(JsonProblem problem) implements Step {}

    static Either<JsonProblem, JsonValue> read(byte[] in, JsonLimits limits) {
        if (in.length > limits.maxBytes()) {
            return Either.left(tooLong(limits));
        }
        if (startsWith(BYTE_ORDER_MARK, in, 0)) {
            return Either.left(new JsonProblem("JSON must not begin with a byte order mark.", 0));
        }
        Deque<Slot> open = new ArrayDeque<>();
        Step step = value(in, afterSpace(in, 0), limits.maxDepth());
        while (true) {
            switch (step) {
                case ValueDue(Slot slot, int at) -> {
                    open.addLast(slot);
                    step = value(in, at, limits.maxDepth() - open.size());
                }
                case ValueRead(JsonValue value, int end) -> {
                    if (open.isEmpty()) {
                        return whole(in, value, end);
                    }
                    step = fill(open.removeLast(), value, in, afterSpace(in, end));
                }
                case Failed(JsonProblem problem) -> {
                    return Either.left(problem);
                }
            }
        }
    }

    static JsonProblem tooLong(JsonLimits limits) {
        return new JsonProblem(
                "The document is longer than the " + limits.maxBytes() + " bytes that are allowed.",
                limits.maxBytes());
    }

    private static Either<JsonProblem, JsonValue> whole(byte[] in, JsonValue value, int end) {
        int rest = afterSpace(in, end);
        return rest == in.length
                ? Either.right(value)
                : Either.left(new JsonProblem("The document goes on after its value.", rest));
    }

    private static Step value(byte[] in, int at, int levelsLeft) {
        if (at == in.length) {
            return failed("The document ends where a value is expected.", at);
        }
        return switch (in[at]) {
            case '{' -> levelsLeft == 0 ? tooDeep(at) : object(in, afterSpace(in, at + 1));
            case '[' -> levelsLeft == 0 ? tooDeep(at) : array(in, afterSpace(in, at + 1));
            case '"' -> string(in, at);
            case 't' -> literal(in, at, TRUE, JsonBoolean.TRUE);
            case 'f' -> literal(in, at, FALSE, JsonBoolean.FALSE);
            case 'n' -> literal(in, at, NULL, JsonNull.INSTANCE);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(in, at);
            default -> failed("A value is expected here.", at);
        };
    }

    private static Step object(byte[] in, int at) {
        return isAt(in, at, '}')
                ? new ValueRead(JsonObject.empty(), at + 1)
                : member(DistinctMembers.none(), in, at);
    }

    private static Step array(byte[] in, int at) {
        return isAt(in, at, ']')
                ? new ValueRead(JsonArray.of(), at + 1)
                : new ValueDue(new ElementSlot(new ArrayList<>()), at);
    }

    private static Step member(DistinctMembers members, byte[] in, int at) {
        if (!isAt(in, at, '"')) {
            return failed("A member name in quotes is expected here.", at);
        }
        return switch (StringScanner.scan(in, at)) {
            case Scan.Failed(JsonProblem problem) -> new Failed(problem);
            case Scan.Found(String name, int end) -> {
                if (members.has(name)) {
                    yield failed("The object already has a member of this name.", at);
                }
                int colon = afterSpace(in, end);
                yield isAt(in, colon, ':')
                        ? new ValueDue(new MemberSlot(members, name), afterSpace(in, colon + 1))
                        : failed("A colon is expected after the member name.", colon);
            }
        };
    }

    /**
     * Goes on at what follows the value that fills the slot: more of the same, or the end of it.
     */
    private static Step fill(Slot slot, JsonValue value, byte[] in, int at) {
        return switch (slot) {
            case ElementSlot(List<JsonValue> elements) -> {
                elements.add(value);
                yield afterElement(elements, in, at);
            }
            case MemberSlot(DistinctMembers members, String name) -> {
                members.add(new JsonMember(name, value));
                yield afterMember(members, in, at);
            }
        };
    }

    private static Step afterElement(List<JsonValue> elements, byte[] in, int at) {
        if (isAt(in, at, ',')) {
            return new ValueDue(new ElementSlot(elements), afterSpace(in, at + 1));
        }
        return isAt(in, at, ']')
                ? new ValueRead(new JsonArray(elements), at + 1)
                : failed("A comma or the end of the array is expected here.", at);
    }

    private static Step afterMember(DistinctMembers members, byte[] in, int at) {
        if (isAt(in, at, ',')) {
            return member(members, in, afterSpace(in, at + 1));
        }
        return isAt(in, at, '}')
                ? new ValueRead(new JsonObject(members.inOrder()), at + 1)
                : failed("A comma or the end of the object is expected here.", at);
    }

    private static Step string(byte[] in, int at) {
        return switch (StringScanner.scan(in, at)) {
            case Scan.Found(String text, int end) -> new ValueRead(new JsonString(text), end);
            case Scan.Failed(JsonProblem problem) -> new Failed(problem);
        };
    }

    private static Step number(byte[] in, int at) {
        int end = NumberGrammar.end(in, at);
        if (end < 0) {
            return failed(NumberGrammar.reason(in, ~end), ~end);
        }
        String lexeme = new String(in, at, end - at, StandardCharsets.ISO_8859_1);
        return new ValueRead(new JsonNumber(lexeme), end);
    }

    private static Step literal(byte[] in, int at, byte[] name, JsonValue value) {
        return startsWith(name, in, at)
                ? new ValueRead(value, at + name.length)
                : failed("A value is expected here.", at);
    }

    private static Step tooDeep(int at) {
        return failed("Arrays and objects are nested deeper than is allowed.", at);
    }

    private static Step failed(String reason, int offset) {
        return new Failed(new JsonProblem(reason, offset));
    }

    private static boolean startsWith(byte[] expected, byte[] in, int at) {
        if (in.length - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (in[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static int afterSpace(byte[] in, int start) {
        int at = start;
        while (at < in.length
                && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isAt(byte[] in, int at, char expected) {
        return at < in.length && in[at] == expected;
    }
}
