package dev.perdure.persistence.codec;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives each record of the log its stored form and takes it back. Total over everything that was
 * ever stored: a form that is no longer written is raised, version by version, to the one that is.
 * A name or version nobody knows is a defect and throws {@link IllegalStateException}. Immutable
 * and thread-safe.
 */
public final class EntryCodec {

    private static final List<Upcaster> UPCASTERS = List.of();

    private final Map<Class<?>, EntryType<?>> byClass = new HashMap<>();
    private final Map<String, EntryType<?>> byName = new HashMap<>();
    private final Map<String, Map<Integer, Upcaster>> upcasters = new HashMap<>();

    /** The codec of this version of the product. */
    public static EntryCodec current() {
        return new EntryCodec(currentTypes(), UPCASTERS);
    }

    EntryCodec(Collection<EntryType<?>> types, Collection<Upcaster> raising) {
        for (EntryType<?> type : types) {
            byClass.put(type.type(), type);
            byName.put(type.name(), type);
        }
        for (Upcaster upcaster : raising) {
            upcasters
                    .computeIfAbsent(upcaster.type(), ignored -> new HashMap<>())
                    .put(upcaster.from(), upcaster);
        }
    }

    static List<EntryType<?>> currentTypes() {
        List<EntryType<?>> all = new ArrayList<>();
        all.addAll(SessionEventTypes.ALL);
        all.addAll(ArrivalEventTypes.ALL);
        all.addAll(TurnEventTypes.ALL);
        all.addAll(ReasonEventTypes.ALL);
        all.addAll(ContextEventTypes.ALL);
        all.addAll(BudgetEventTypes.ALL);
        all.addAll(ActEventTypes.ALL);
        all.addAll(ApprovalEventTypes.ALL);
        all.addAll(DeltaTypes.ALL);
        return List.copyOf(all);
    }

    /** The stored name of a kind of record. */
    public String name(Class<? extends Entry> kind) {
        EntryType<?> type = byClass.get(kind);
        if (type == null) {
            throw new IllegalStateException("no stored form for " + kind.getName());
        }
        return type.name();
    }

    public StoredEntry encode(Entry entry) {
        EntryType<?> type = byClass.get(entry.getClass());
        if (type == null) {
            throw new IllegalStateException("no stored form for " + entry.getClass().getName());
        }
        return new StoredEntry(
                type.name(),
                type.version(),
                turn(entry),
                entry instanceof StepEvent fact ? fact.step().value() : null,
                Json.utf8(type.payload(entry)));
    }

    public Entry decode(StoredEntry stored) {
        EntryType<?> type = byName.get(stored.type());
        if (type == null) {
            throw new IllegalStateException(
                    "the log holds a record of a kind this version does not know: "
                            + stored.type());
        }
        JsonObject payload = Stored.object(stored.type(), stored.payload());
        for (int version = stored.typeVersion(); version != type.version(); version++) {
            payload = upcaster(stored.type(), version).raise().apply(payload);
        }
        return type.read().apply(Fields.of(stored, payload));
    }

    private Upcaster upcaster(String type, int from) {
        Upcaster upcaster = upcasters.getOrDefault(type, Map.of()).get(from);
        if (upcaster == null) {
            throw new IllegalStateException(
                    "the log holds "
                            + type
                            + " in version "
                            + from
                            + ", which this version cannot read");
        }
        return upcaster;
    }

    private static @Nullable UUID turn(Entry entry) {
        return switch (entry) {
            case SessionEvent ignored -> null;
            case TurnEvent fact -> fact.turn().value();
            case Delta delta -> delta.turn().value();
        };
    }
}
