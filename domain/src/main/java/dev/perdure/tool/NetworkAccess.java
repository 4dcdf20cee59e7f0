package dev.perdure.tool;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that somebody lets tools ask, as an agent or a session says it.
 *
 * @param allowed empty allows all
 * @param blocked counts more
 */
public record NetworkAccess(List<String> allowed, List<String> blocked) {

    /** What an object may say of it. */
    public static final List<String> MEMBERS = List.of("allowed", "blocked");

    private static final NetworkAccess NONE = new NetworkAccess(List.of(), List.of("*"));

    public NetworkAccess {
        allowed = List.copyOf(allowed);
        blocked = List.copyOf(blocked);
    }

    /**
     * What the extensions of an agent or a session say of it; nothing when they say nothing. Words
     * and members that are not understood allow nobody: they were meant to be a bound.
     */
    public static Optional<NetworkAccess> of(JsonObject extensions) {
        JsonValue given = extensions.get("network_access").orElse(JsonNull.INSTANCE);
        if (given instanceof JsonNull) {
            return Optional.empty();
        }
        if (!(given instanceof JsonObject access)) {
            return Optional.of(NONE);
        }
        if (!access.members().stream().allMatch(member -> MEMBERS.contains(member.name()))) {
            return Optional.of(NONE);
        }
        List<String> allowed = hosts(access, "allowed");
        List<String> blocked = hosts(access, "blocked");
        return Optional.of(
                allowed == null || blocked == null ? NONE : new NetworkAccess(allowed, blocked));
    }

    /** The hosts of a list, none when it is absent; null when it is no list of texts. */
    private static @Nullable List<String> hosts(JsonObject access, String name) {
        JsonValue given = access.get(name).orElse(JsonNull.INSTANCE);
        if (given instanceof JsonNull) {
            return List.of();
        }
        if (!(given instanceof JsonArray list)) {
            return null;
        }
        List<String> hosts = new ArrayList<>();
        for (JsonValue each : list.elements()) {
            if (!(each instanceof JsonString host)) {
                return null;
            }
            hosts.add(host.value());
        }
        return hosts;
    }
}
