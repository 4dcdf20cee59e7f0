package dev.perdure.telemetry;

import dev.perdure.model.ModelRef;
import dev.perdure.turn.TurnId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which model is being called for a turn, as far as this node began the call. Bounded; the call
 * that began longest ago is forgotten first. Thread-safe.
 */
final class OpenAttempts {

    static final int MAX = 10_000;

    private final Map<TurnId, ModelRef> models = new LinkedHashMap<>();

    synchronized void begun(TurnId turn, ModelRef model) {
        models.remove(turn);
        models.put(turn, model);
        if (models.size() > MAX) {
            models.remove(models.keySet().iterator().next());
        }
    }

    synchronized @Nullable ModelRef over(TurnId turn) {
        return models.remove(turn);
    }
}
