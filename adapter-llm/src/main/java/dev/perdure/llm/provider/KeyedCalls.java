package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tool calls of an answer on a wire whose pieces say which call they belong to. */
public final class KeyedCalls {

    private static final int CALLS_MAX = 256;

    /** Of ids, names and arguments together. */
    private static final int CHARACTERS_MAX = 8 * 1024 * 1024;

    private final CallIds ids = new CallIds();
    private final Map<String, Growing> underWay = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private int calls;
    private long characters;

    /**
     * A call begins.
     *
     * @param key what its pieces are told by; of no meaning beyond that
     * @param id as the server gave it; empty when it gave none
     */
    public void start(String key, String id, String name, Chunks known) {
        Growing call = new Growing(ids.unused(id), name, new StringBuilder());
        underWay.put(key, call);
        begun.add(key);
        calls++;
        characters += key.length() + id.length() + name.length();
        known.add(new ModelChunk.ToolCallStarted(call.id(), name));
    }

    /** A piece of a call's arguments; of an unknown call it is passed over. */
    public void append(String key, String piece, Chunks known) {
        Growing call = underWay.get(key);
        if (call != null && !piece.isEmpty()) {
            characters += piece.length();
            call.arguments().append(piece);
            known.add(new ModelChunk.ToolArgumentsDelta(call.id(), piece));
        }
    }

    /** Whether that call has begun and is not ready. */
    public boolean isUnderWay(String key) {
        return underWay.containsKey(key);
    }

    /** Whether that call has begun, and may be ready. */
    public boolean hasBegun(String key) {
        return begun.contains(key);
    }

    /** Whether that call is under way and nothing of its arguments came. */
    public boolean isBlank(String key) {
        Growing call = underWay.get(key);
        return call != null && call.arguments().isEmpty();
    }

    /**
     * Every call that is under way is complete.
     *
     * @return whether all of them can be run
     */
    public boolean endAll(Chunks known) {
        boolean all = true;
        for (String key : List.copyOf(underWay.keySet())) {
            all = all && end(key, known);
        }
        return all;
    }

    /** Whether the arguments of that call are whole as far as they came. */
    public boolean isWhole(String key) {
        Growing call = underWay.get(key);
        return call != null && JsonText.of(call.arguments().toString()).isRight();
    }

    /**
     * A call is complete; without arguments, it takes none.
     *
     * @return whether it can be run; when it cannot, nothing was added
     */
    public boolean end(String key, Chunks known) {
        Growing call = underWay.remove(key);
        if (call == null) {
            return true;
        }
        String text = call.arguments().toString();
        Optional<JsonText> arguments =
                JsonText.of(text.isBlank() ? "{}" : text)
                        .fold(bad -> Optional.empty(), Optional::of);
        if (arguments.isEmpty() || call.name().isEmpty()) {
            return false;
        }
        known.add(
                new ModelChunk.ToolCallReady(
                        new ToolCall(call.id(), call.name(), arguments.get())));
        return true;
    }

    /** Whether no call has begun. */
    public boolean isEmpty() {
        return calls == 0;
    }

    /** Whether some call has begun and is not ready. */
    public boolean areOpen() {
        return !underWay.isEmpty();
    }

    /** Whether there is more than anybody can mean. */
    public boolean isTooLong() {
        return calls > CALLS_MAX || characters > CHARACTERS_MAX;
    }

    private record Growing(ToolCallId id, String name, StringBuilder arguments) {}
}
