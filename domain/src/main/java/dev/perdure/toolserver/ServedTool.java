package dev.perdure.toolserver;

import org.jspecify.annotations.Nullable;

/**
 * A tool of a server.
 *
 * @param name as the server has it
 * @param offeredAs what models call it, unique in its organisation
 * @param approved what somebody agreed to; absent when nobody has
 * @param seen what the server said when it was asked last; absent when it named the tool no more
 */
public record ServedTool(
        String name,
        String offeredAs,
        @Nullable ServedDefinition approved,
        @Nullable ServedDefinition seen) {

    public ServedTool {
        if (approved == null && seen == null) {
            throw new IllegalArgumentException("a tool that nobody ever saw");
        }
    }

    public ServedToolState state() {
        if (approved == null) {
            return ServedToolState.NEW;
        }
        if (seen == null) {
            return ServedToolState.GONE;
        }
        return approved.hash().equals(seen.hash())
                ? ServedToolState.APPROVED
                : ServedToolState.CHANGED;
    }

    /** The tool after its server was asked again. */
    public ServedTool seenAs(@Nullable ServedDefinition now) {
        return new ServedTool(name, offeredAs, approved, now);
    }

    /** The tool as its server has it now, which must have it. */
    public ServedTool agreedTo() {
        return new ServedTool(name, offeredAs, seen, seen);
    }
}
