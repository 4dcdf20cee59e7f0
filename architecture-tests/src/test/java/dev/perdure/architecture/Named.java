package dev.perdure.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Picks types by their full names; a nested type goes with the type around it. */
final class Named {

    private Named() {}

    static DescribedPredicate<JavaClass> anyOf(String... names) {
        Set<String> all = Set.of(names);
        return DescribedPredicate.describe(
                "are one of " + String.join(", ", names),
                type -> all.contains(outermost(type.getFullName())));
    }

    private static String outermost(String name) {
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }
}
