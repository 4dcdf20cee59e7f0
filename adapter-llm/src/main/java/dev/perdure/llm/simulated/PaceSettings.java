package dev.perdure.llm.simulated;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a pace from settings; what they do not say is as it is otherwise. */
final class PaceSettings {

    static final Set<String> MEMBERS = Set.of("first_delta_ms", "delta_ms", "jitter_ms", "stall");

    private static final int PAUSE_MS_MAX = 600_000;

    private PaceSettings() {}

    static Pace read(Members members, Pace otherwise) throws MalformedSettings {
        return new Pace(
                pause(members, "first_delta_ms", otherwise.firstDelta()),
                pause(members, "delta_ms", otherwise.delta()),
                pause(members, "jitter_ms", otherwise.jitter()),
                stall(members, otherwise.stall()));
    }

    private static Pace.@Nullable Stall stall(Members members, Pace.@Nullable Stall otherwise)
            throws MalformedSettings {
        if (!members.has("stall")) {
            return otherwise;
        }
        Members stall = members.members("stall").only(Set.of("after_pieces", "ms"));
        return new Pace.Stall(
                stall.number("after_pieces", 0, Integer.MAX_VALUE),
                Duration.ofMillis(stall.number("ms", PAUSE_MS_MAX, PAUSE_MS_MAX)));
    }

    private static Duration pause(Members members, String name, Duration otherwise)
            throws MalformedSettings {
        return Duration.ofMillis(members.number(name, (int) otherwise.toMillis(), PAUSE_MS_MAX));
    }
}
