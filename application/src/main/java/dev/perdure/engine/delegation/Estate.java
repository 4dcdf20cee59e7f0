package dev.perdure.engine.delegation;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.harness.HarnessBase;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.model.ModelRef;
import dev.perdure.resolution.SteeringCapability;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.NetworkAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a session that delegates has, and what bounds it: the one may be passed on, the other always
 * is.
 *
 * @param agent as its turn runs it; absent when the harness answers by itself
 */
record Estate(HarnessBase base, @Nullable AgentSettings agent, SessionSettings session) {

    private static final String NETWORK = "network_access";

    /** Whether uses of a capability take something away, so that nobody has too many. */
    static boolean bounds(CapabilityId id) {
        return id.equals(CapabilityId.TOOL_APPROVAL);
    }

    /** Whether a use of it gives nothing that a sub-agent must not have. */
    static boolean isEverybodys(CapabilityId id) {
        return bounds(id) || id.equals(TaskTools.TASKS);
    }

    /** By id; of several uses of one the last that has settings. */
    Map<CapabilityId, CapabilityRef> capabilities() {
        Map<CapabilityId, CapabilityRef> all = new LinkedHashMap<>();
        uses().filter(ref -> !bounds(ref.id()))
                .forEach(ref ->
                        all.merge(
                                ref.id(),
                                ref,
                                (one, other) ->
                                        other.config().equals(JsonObject.empty()) ? one : other));
        return all;
    }

    /** Whatever asks for a person, of all layers. */
    List<CapabilityRef> approvals() {
        return uses().filter(ref -> bounds(ref.id())).toList();
    }

    /** What says how turns are run, of all layers; whoever has it is bounded by it. */
    List<CapabilityRef> steering() {
        return capabilities().values().stream().filter(ref -> steers(ref.id())).toList();
    }

    /** Whether uses of a capability say how turns are run. */
    static boolean steers(CapabilityId id) {
        return SteeringCapability.of(id).isPresent();
    }

    @Nullable Integer maxSteps() {
        return session.maxSteps() == null && agent != null ? agent.maxSteps() : session.maxSteps();
    }

    /** What the harness gives, but for capabilities, and what the agent says in its place. */
    HarnessBase bare() {
        return new HarnessBase(
                base.instructions(),
                List.of(),
                base.model(),
                base.maxSteps(),
                agent == null || agent.whenUnknown() == null
                        ? base.whenUnknown()
                        : agent.whenUnknown());
    }

    @Nullable ModelRef model() {
        return session.model() == null && agent != null ? agent.model() : session.model();
    }

    /** The hosts that both agent and session let be asked, as extensions of a session say it. */
    JsonObject network() {
        Optional<NetworkAccess> ofAgent =
                Optional.ofNullable(agent).flatMap(some -> NetworkAccess.of(some.extensions()));
        Optional<NetworkAccess> own = NetworkAccess.of(session.extensions());
        Optional<NetworkAccess> bound =
                ofAgent.isPresent() && own.isPresent()
                        ? Optional.of(both(ofAgent.get(), own.get()))
                        : ofAgent.or(() -> own);
        return bound.map(Estate::written).orElse(JsonObject.empty());
    }

    /** Where both name hosts, those that both name; nobody when there is none of those. */
    private static NetworkAccess both(NetworkAccess one, NetworkAccess other) {
        Set<String> blocked = new LinkedHashSet<>(one.blocked());
        blocked.addAll(other.blocked());
        if (one.allowed().isEmpty() || other.allowed().isEmpty()) {
            List<String> allowed = one.allowed().isEmpty() ? other.allowed() : one.allowed();
            return new NetworkAccess(allowed, List.copyOf(blocked));
        }
        List<String> allowed = new ArrayList<>(one.allowed());
        allowed.retainAll(other.allowed());
        if (allowed.isEmpty()) {
            blocked.add("*");
        }
        return new NetworkAccess(allowed, List.copyOf(blocked));
    }

    private static JsonObject written(NetworkAccess access) {
        return JsonObject.builder()
                .put(
                        NETWORK,
                        JsonObject.builder()
                                .put("allowed", list(access.allowed()))
                                .put("blocked", list(access.blocked()))
                                .build())
                .build();
    }

    private static JsonArray list(List<String> hosts) {
        return new JsonArray(hosts.stream().<JsonValue>map(JsonString::new).toList());
    }

    private Stream<CapabilityRef> uses() {
        Stream<CapabilityRef> ofAgent =
                agent == null ? Stream.empty() : agent.capabilities().stream();
        return Stream.of(base.capabilities().stream(), ofAgent, session.capabilities().stream())
                .flatMap(all -> all);
    }
}
