package dev.perdure.architecture;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rules, built for one root. */
final class House {

    private House() {}

    static List<Rule> rules(Rooms rooms, Set<String> storedNames) {
        return Stream.of(
                        DirectionRules.of(rooms),
                        LibraryRules.of(rooms),
                        PurityRules.of(rooms),
                        NamingRules.of(rooms),
                        ShapeRules.of(rooms),
                        WireRules.of(rooms),
                        StorageRules.of(rooms, storedNames),
                        ContractRules.of(rooms))
                .flatMap(List::stream)
                .toList();
    }
}
