package dev.perdure.llm.chat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.CallIds;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from their pieces. To which call a piece belongs:
 *
 * <ol>
 *   <li>a known id: to that call, whatever else the piece says;
 *   <li>a new id: to the call without one at the same index that is not complete, else to a new
 *       call, since some servers number every call 0;
 *   <li>no id, a known index: to that call, unless the piece names a call and that one has its name
 *       and is complete, or is another's;
 *   <li>no id, no name, and no index or an unknown one: to the last call;
 *   <li>anything else: to a new call.
 * </ol>
 *
 * An empty id or name is none. A call is announced when its name is known; pieces that come earlier
 * wait. A call without an id gets one that follows from its place.
 */
final class CallAssembler {

    static final String EXTRA = "extra_content";
    static final int CALLS_MAX = 256;
    static final int ARGUMENTS_CHARACTERS_MAX = 8 * 1024 * 1024;

    private final List<CallSlot> slots = new ArrayList<>();
    private final Map<String, CallSlot> byId = new HashMap<>();
    private final Map<Long, CallSlot> byIndex = new HashMap<>();
    private final CallIds ids = new CallIds();
    private final Origin origin;
    private long characters;

    CallAssembler(Origin origin) {
        this.origin = origin;
    }

    /** Takes a piece in, and adds what it makes known. */
    void take(JsonObject piece, List<ModelChunk> known) {
        JsonObject function = piece.object("function").orElse(JsonObject.empty());
        String id = piece.string("id").orElse("");
        String name = function.string("name").orElse("");
        String arguments = function.get("arguments").map(CallAssembler::text).orElse("");
        OptionalLong index = piece.longValue("index");
        CallSlot slot = slot(id, name, index);
        index.ifPresent(at -> byIndex.put(at, slot));
        slot.nameOnce(name);
        piece.object(EXTRA).ifPresent(slot::keep);
        slot.append(arguments);
        characters += arguments.length();
        if (!slot.isStarted() && !slot.name().isEmpty()) {
            slot.start();
            known.add(new ModelChunk.ToolCallStarted(slot.id(), slot.name()));
            arguments = slot.arguments();
        }
        if (slot.isStarted() && !arguments.isEmpty()) {
            known.add(new ModelChunk.ToolArgumentsDelta(slot.id(), arguments));
        }
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    boolean isTooLong() {
        return slots.size() > CALLS_MAX || characters > ARGUMENTS_CHARACTERS_MAX;
    }

    /** The calls as they ended; empty when one of them cannot be run as it stands. */
    Optional<List<ModelChunk>> ready(boolean cutShort) {
        List<ModelChunk> ready = new ArrayList<>();
        for (CallSlot slot : slots) {
            // Without arguments is how some models ask for a tool that takes none; but what was
            // cut short may have been about to get some.
            String text = slot.isBlank() && !cutShort ? "{}" : slot.arguments();
            Optional<JsonText> arguments =
                    JsonText.of(text).fold(bad -> Optional.empty(), Optional::of);
            if (slot.name().isEmpty() || arguments.isEmpty()) {
                return Optional.empty();
            }
            slot.extra()
                    .map(extra -> JsonObject.builder().put(EXTRA, extra).build())
                    .ifPresent(extra ->
                            ready.add(new ModelChunk.OpaquePart(origin, JsonText.of(extra))));
            ready.add(
                    new ModelChunk.ToolCallReady(
                            new ToolCall(slot.id(), slot.name(), arguments.get())));
        }
        return Optional.of(ready);
    }

    private CallSlot slot(String id, String name, OptionalLong index) {
        CallSlot there = index.isPresent() ? byIndex.get(index.getAsLong()) : null;
        if (!id.isEmpty()) {
            return identified(id, there);
        }
        if (there != null) {
            return startsAnother(there, name) ? unidentified() : there;
        }
        return name.isEmpty() && !slots.isEmpty() ? slots.getLast() : unidentified();
    }

    private CallSlot identified(String id, @Nullable CallSlot there) {
        CallSlot known = byId.get(id);
        if (known != null) {
            return known;
        }
        CallSlot slot;
        if (there != null && !there.hasOwnId() && !there.isComplete()) {
            slot = there;
            slot.adopt(ids.unused(id));
        } else {
            slot = new CallSlot(ids.unused(id), true);
            slots.add(slot);
        }
        byId.put(id, slot);
        return slot;
    }

    private static boolean startsAnother(CallSlot there, String name) {
        boolean named = !name.isEmpty() && !there.name().isEmpty();
        boolean another = !name.equals(there.name()) && there.isBlank();
        return named && (there.isComplete() || another);
    }

    private CallSlot unidentified() {
        CallSlot slot = new CallSlot(ids.unused("call_" + slots.size()), false);
        slots.add(slot);
        return slot;
    }

    /** Arguments are JSON in a string; some servers forget the string. */
    private static String text(JsonValue arguments) {
        return switch (arguments) {
            case JsonString text -> text.value();
            case JsonObject object -> object.toJson();
            default -> "";
        };
    }
}
