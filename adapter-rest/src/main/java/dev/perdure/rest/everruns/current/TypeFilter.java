package dev.perdure.rest.everruns.current;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events a reader wants, by name.
 *
 * @param types empty means all
 * @param exclude taken away from those
 */
record TypeFilter(Set<String> types, Set<String> exclude) {

    static final int NAMES_MAX = 100;

    TypeFilter {
        types = Set.copyOf(types);
        exclude = Set.copyOf(exclude);
    }

    static TypeFilter of(List<String> types, List<String> exclude) {
        return new TypeFilter(names("types", types), names("exclude", exclude));
    }

    boolean wants(String type) {
        return (types.isEmpty() || types.contains(type)) && !exclude.contains(type);
    }

    private static Set<String> names(String parameter, List<String> values) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : values) {
            for (String name : value.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        if (names.size() > NAMES_MAX) {
            throw CurrentProblems.invalid(
                    parameter, "has more than " + NAMES_MAX + " event types.");
        }
        for (String name : names) {
            if (!EventTypes.isKnown(name)) {
                throw CurrentProblems.invalid(parameter, name + " is not an event type.");
            }
        }
        return names;
    }
}
