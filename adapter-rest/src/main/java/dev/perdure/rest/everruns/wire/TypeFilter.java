package dev.perdure.rest.everruns.wire;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which events a reader wants, by name.
 *
 * @param types empty means all
 * @param exclude taken away from those
 */
public record TypeFilter(Set<String> types, Set<String> exclude) {

    public static final int NAMES_MAX = 100;

    public TypeFilter {
        types = Set.copyOf(types);
        exclude = Set.copyOf(exclude);
    }

    /**
     * What the query's {@code types} and {@code exclude} say.
     *
     * @param known the names a client may use
     */
    public static TypeFilter of(QueryParameters query, Set<String> known) {
        return new TypeFilter(names(query, "types", known), names(query, "exclude", known));
    }

    public boolean wantsAll() {
        return types.isEmpty() && exclude.isEmpty();
    }

    public boolean wants(String type) {
        return (types.isEmpty() || types.contains(type)) && !exclude.contains(type);
    }

    private static Set<String> names(QueryParameters query, String parameter, Set<String> known) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : query.all(parameter)) {
            for (String name : value.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        if (names.size() > NAMES_MAX) {
            throw RequestProblems.invalid(
                    parameter, "has more than " + NAMES_MAX + " event types.");
        }
        for (String name : names) {
            if (!known.contains(name)) {
                throw RequestProblems.invalid(parameter, name + " is not an event type.");
            }
        }
        return names;
    }
}
