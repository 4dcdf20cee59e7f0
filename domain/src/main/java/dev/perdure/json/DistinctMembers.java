package dev.perdure.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Members collected so far, no two of one name.
 *
 * <p>Few names are compared one by one; more are also kept in a set, so that a large object costs
 * linear time.
 */
record DistinctMembers(List<JsonMember> inOrder, Set<String> names) {

    private static final int COMPARED_ONE_BY_ONE_MAX = 8;

    static DistinctMembers none() {
        return new DistinctMembers(new ArrayList<>(), new HashSet<>());
    }

    boolean has(String name) {
        if (inOrder.size() > COMPARED_ONE_BY_ONE_MAX) {
            return names.contains(name);
        }
        for (JsonMember member : inOrder) {
            if (member.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a member whose name is new. */
    void add(JsonMember member) {
        inOrder.add(member);
        if (inOrder.size() == COMPARED_ONE_BY_ONE_MAX + 1) {
            inOrder.forEach(earlier -> names.add(earlier.name()));
        } else if (inOrder.size() > COMPARED_ONE_BY_ONE_MAX) {
            names.add(member.name());
        }
    }
}
