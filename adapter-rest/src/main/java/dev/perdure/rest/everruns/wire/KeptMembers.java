package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.NetworkAccess;
import java.util.List;
import java.util.Optional;

/**
 * Members of agents and sessions that are kept and echoed, and that the engine does not act upon,
 * but for {@code network_access}, which bounds whom tools may ask. Their types are checked
 * nevertheless, because clients that read the echo insist on them.
 */
public final class KeptMembers {

    public static final List<String> OF_AGENTS =
            List.of("initial_files", "mcpServers", "network_access", "parallel_tool_calls");

    public static final List<String> OF_SESSIONS =
            List.of(
                    "agent_identity_id",
                    "hints",
                    "initial_files",
                    "locale",
                    "mcpServers",
                    "network_access",
                    "parallel_tool_calls");

    private KeptMembers() {}

    /** The named members of {@code body}, over those {@code before} which it does not mention. */
    public static JsonObject read(Fields body, List<String> names, JsonObject before) {
        JsonObjectBuilder kept = JsonObject.builder();
        before.members().stream()
                .filter(member -> !body.has(member.name()))
                .forEach(member -> kept.put(member.name(), member.value()));
        for (String name : names) {
            kept.putIfPresent(name, checked(body, name));
        }
        return kept.build();
    }

    private static Optional<JsonValue> checked(Fields body, String name) {
        switch (name) {
            case "initial_files" -> StarterFiles.check(body);
            case "parallel_tool_calls" -> body.bool(name);
            case "agent_identity_id", "locale" -> body.string(name);
            case "network_access" -> checkNetwork(body, name);
            case McpMember.MEMBER -> {
                return body.object(name).map(named -> McpMember.echo(body));
            }
            default -> body.object(name);
        }
        return body.value(name);
    }

    /** A bound that is misspelt would be none: what is not understood is refused. */
    private static void checkNetwork(Fields body, String name) {
        Optional<JsonObject> access = body.object(name);
        if (access.isEmpty()) {
            return;
        }
        for (JsonMember member : access.get().members()) {
            if (!NetworkAccess.MEMBERS.contains(member.name())) {
                throw Fields.of(access.get(), name)
                        .wrong(member.name(), "left out: there are allowed and blocked");
            }
        }
    }
}
