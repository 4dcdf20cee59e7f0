package dev.perdure.tools.memory;

import dev.perdure.engine.store.MemoryEntry;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.session.SessionId;
import dev.perdure.tools.web.Fence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memories as a model is shown them: all that others chose stands within a fence. */
record Shown(Fence fence) {

    /** In all, well below what is kept of a result. */
    static final int CHARACTERS_MAX = 40_000;

    /** At least one; those that there is no room for are counted. */
    String of(List<MemoryEntry> found) {
        List<JsonValue> shown = new ArrayList<>();
        int characters = 0;
        for (MemoryEntry entry : found) {
            characters += entry.name().length() + entry.text().length();
            if (!shown.isEmpty() && characters > CHARACTERS_MAX) {
                break;
            }
            shown.add(one(entry));
        }
        int left = found.size() - shown.size();
        return (left == 0 ? "" : "There is no room for " + left + " more: ask for fewer.\n")
                + fence.around(
                        new JsonArray(shown).toJson(), "agents in this and earlier sessions");
    }

    private static JsonObject one(MemoryEntry entry) {
        @Nullable SessionId session = entry.origin().session();
        return JsonObject.builder()
                .put("name", entry.name())
                .put("version", entry.version())
                .put("written_at", entry.updatedAt().toString())
                .put("by_session", session == null ? "" : session.value().toString())
                .put("text", entry.text())
                .build();
    }
}
