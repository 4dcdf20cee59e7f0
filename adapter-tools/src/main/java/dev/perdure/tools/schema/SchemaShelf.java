package dev.perdure.tools.schema;

import dev.perdure.tool.ToolDefinition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas that are kept ready, bounded by what they weigh; the one that was not used for longest
 * goes first. One that cannot be used is known as such, and told of once. Thread-safe; what is made
 * ready holds nobody up who needs another.
 */
final class SchemaShelf {

    /**
     * Of all that are kept, some 40 MB at worst: as characters, 500 schemas of a size as people
     * write them.
     */
    static final int WEIGHT_MAX = 256 * 1024;

    /** What an entry weighs beside its schema. */
    private static final int ENTRY_WEIGHT = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaShelf.class);

    private final Map<String, Optional<ReadSchema>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final CheckBudgets budgets;
    private long weight;

    /**
     * @param budgets what the checks of its schemas are charged to
     */
    SchemaShelf(CheckBudgets budgets) {
        this.budgets = budgets;
    }

    /** The schema of a tool; empty when it cannot be used. */
    Optional<ReadSchema> of(ToolDefinition tool) {
        String text = tool.parameters().toJson();
        synchronized (kept) {
            Optional<ReadSchema> known = kept.get(text);
            if (known != null) {
                return known;
            }
        }
        Optional<ReadSchema> read = read(tool, text);
        keep(text, read);
        return read;
    }

    /** From now on, and as long as it is known, the shape alone is checked. */
    void isUnusable(ToolDefinition tool, Throwable why) {
        tell(tool, why);
        keep(tool.parameters().toJson(), Optional.empty());
    }

    /** How much all that is kept weighs. */
    long weight() {
        synchronized (kept) {
            return weight;
        }
    }

    private void keep(String text, Optional<ReadSchema> read) {
        synchronized (kept) {
            Optional<ReadSchema> before = kept.put(text, read);
            weight += weight(text, read);
            if (before != null) {
                weight -= weight(text, before);
            }
            Iterator<Map.Entry<String, Optional<ReadSchema>>> eldest = kept.entrySet().iterator();
            while (weight > WEIGHT_MAX && eldest.hasNext()) {
                Map.Entry<String, Optional<ReadSchema>> entry = eldest.next();
                weight -= weight(entry.getKey(), entry.getValue());
                eldest.remove();
            }
        }
    }

    private static long weight(String text, Optional<ReadSchema> read) {
        return (long) ENTRY_WEIGHT + read.map(ReadSchema::weight).orElse(text.length() / 64);
    }

    /** Whoever wrote the schema, trouble with it must not end a turn. */
    @SuppressWarnings("IllegalCatch")
    private Optional<ReadSchema> read(ToolDefinition tool, String text) {
        if (text.length() > ToolDefinition.PARAMETERS_CHARACTERS_MAX) {
            LOG.warn("The schema of the tool {} is too long to be used.", tool.name());
            return Optional.empty();
        }
        try {
            return Optional.of(ReadSchema.of(tool.parameters(), text, budgets));
        } catch (RuntimeException | StackOverflowError unreadable) {
            tell(tool, unreadable);
            return Optional.empty();
        }
    }

    private static void tell(ToolDefinition tool, Throwable why) {
        LOG.warn(
                "The schema of the tool {} cannot be used, the shape of its arguments is checked"
                        + " alone: {}",
                tool.name(),
                why.toString());
    }
}
