package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.List;

/** Lists as answers carry them. */
public final class WireList {

    private WireList() {}

    public static JsonArray strings(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }

    /**
     * A page.
     *
     * @param alias the name under which some clients look for what others find in {@code data}
     */
    public static JsonObject page(String alias, List<JsonValue> items, long total, Window window) {
        JsonArray data = new JsonArray(items);
        return JsonObject.builder()
                .put("data", data)
                .put("total", total)
                .put("offset", window.offset())
                .put("limit", window.limit())
                .put(alias, data)
                .build();
    }
}
