package dev.perdure.architecture.documents;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Names of packages and types that a page mentions in code spans and that do not exist. */
public final class Names {

    private static final String PACKAGE = "dev\\.perdure(\\.[a-z]+)*";
    private static final String TYPE = "[A-Z][A-Za-z]+(\\.[A-Z][A-Za-z]+)*";

    /** What pages may mention although it is not ours, and words in capitals that are no types. */
    private static final Set<String> NOT_OURS =
            Set.of(
                    "API",
                    "Config",
                    "Contract",
                    "Either",
                    "InstantSource",
                    "Option",
                    "Optional",
                    "Try");

    private final Predicate<String> isPackage;
    private final Predicate<String> isType;

    /**
     * @param isType answers for names as {@code Outer} and {@code Outer.Inner}
     */
    public Names(Predicate<String> isPackage, Predicate<String> isType) {
        this.isPackage = isPackage;
        this.isType = isType;
    }

    public List<String> missingFrom(Page page) {
        return page.codeSpans().stream()
                .filter(name -> !exists(name))
                .distinct()
                .map(name -> page.file().getFileName() + " names " + name)
                .toList();
    }

    private boolean exists(String name) {
        if (name.matches(PACKAGE)) {
            return isPackage.test(name);
        }
        return !name.matches(TYPE) || NOT_OURS.contains(name) || isType.test(name);
    }
}
