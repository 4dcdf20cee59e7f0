package dev.perdure.llm.provider;

import dev.perdure.tool.ToolCallId;
import java.util.HashSet;
import java.util.Set;

/** The ids of the calls of one answer: no two are alike, whatever the server says. */
public final class CallIds {

    private final Set<ToolCallId> taken = new HashSet<>();

    /** The id a server gave; one that follows from the call's place where it gave none. */
    public ToolCallId unused(String given) {
        String wanted = given.isEmpty() ? "call_" + taken.size() : given;
        ToolCallId id = new ToolCallId(wanted);
        for (int n = 2; !taken.add(id); n++) {
            id = new ToolCallId(wanted + "_" + n);
        }
        return id;
    }
}
