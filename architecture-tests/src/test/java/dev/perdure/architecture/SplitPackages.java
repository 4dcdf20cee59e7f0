package dev.perdure.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages that more than one module holds, with those modules. */
final class SplitPackages {

    private final Map<String, Set<String>> modules = new TreeMap<>();

    void add(String packageName, String module) {
        modules.computeIfAbsent(packageName, ignored -> new TreeSet<>()).add(module);
    }

    Map<String, Set<String>> found() {
        Map<String, Set<String>> split = new TreeMap<>(modules);
        split.values().removeIf(holders -> holders.size() == 1);
        return split;
    }
}
