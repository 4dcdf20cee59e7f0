package dev.perdure.engine.toolserver;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a server of tools; what is absent stays.
 *
 * @param headers in the place of all before; empty takes them away
 */
public record ToolServerEdit(
        @Nullable String address,
        @Nullable Map<String, String> headers,
        @Nullable List<String> allowed,
        @Nullable Boolean trustHints,
        @Nullable Boolean enabled) {

    /** Without the values of the headers. */
    @Override
    public String toString() {
        return "a change of a server of tools";
    }
}
