package dev.perdure.resolution;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A capability that brings nothing and says how turns are run. Its uses are heard in the order
 * harness, agent, session: what one says takes the place of what was said before it, and what it
 * does not say stays.
 */
public enum SteeringCapability {
    /** How long the client may take for its tools; without a use, as long as it likes. */
    CLIENT_TOOLS("client_tools"),

    /** When a turn that does the same over and over is ended. */
    LOOP_DETECTION("loop_detection"),

    /** How many calls of one step run at a time. */
    PARALLEL_TOOL_CALLS("parallel_tool_calls"),

    /** From which length on a result goes into a file. */
    TOOL_OUTPUT_PERSISTENCE("tool_output_persistence"),

    /** Whether and when notes stand for the older part of a conversation. */
    COMPACTION("compaction"),

    /** That models are shown when messages were sent; a use says so by being there. */
    MESSAGE_METADATA("message_metadata");

    private final String name;

    SteeringCapability(String name) {
        this.name = name;
    }

    private List<SteeringMember> members() {
        return switch (this) {
            case CLIENT_TOOLS ->
                    List.of(
                            SteeringMember.limit(
                                    "timeout_seconds",
                                    1,
                                    TurnLimits.CLIENT_TIME_MAX.toSeconds(),
                                    (limits, seconds) ->
                                            limits.withClientTime(Duration.ofSeconds(seconds))));
            case LOOP_DETECTION ->
                    List.of(SteeringMember.limit("max_repeats", 2, 100, TurnLimits::withSameSteps));
            case PARALLEL_TOOL_CALLS ->
                    List.of(
                            SteeringMember.limit(
                                    "max_parallel", 1, 64, TurnLimits::withParallelTools));
            case TOOL_OUTPUT_PERSISTENCE ->
                    List.of(
                            SteeringMember.limit(
                                    "max_characters",
                                    1_000,
                                    1_000_000,
                                    TurnLimits::withToolOutputCharacters));
            case COMPACTION ->
                    List.of(
                            SteeringMember.flag(
                                    "enabled",
                                    (manner, on) -> manner.noting(manner.notes().allowing(on))),
                            SteeringMember.number(
                                    "window_percent",
                                    25,
                                    100,
                                    (manner, percent) ->
                                            manner.noting(manner.notes().at(percent))));
            case MESSAGE_METADATA -> List.of(SteeringMember.flag("time", Manner::showingTimes));
        };
    }

    public static Optional<SteeringCapability> of(CapabilityId id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }

    public CapabilityId id() {
        return new CapabilityId(name);
    }

    /** JSON Schema of what a use may say. */
    public JsonObject schema() {
        JsonObjectBuilder properties = JsonObject.builder();
        members().forEach(member -> properties.put(member.name(), member.schema()));
        return JsonObject.builder()
                .put("type", "object")
                .put("properties", properties.build())
                .put("additionalProperties", false)
                .build();
    }

    /** The manner after a use has had its say, or what is wrong with the use. */
    public static Either<Refusal, Manner> after(Manner before, CapabilityRef use) {
        Optional<SteeringCapability> steering = of(use.id());
        return steering.isEmpty()
                ? Either.right(before)
                : steering.get().apply(before, use.config());
    }

    private Either<Refusal, Manner> apply(Manner before, JsonObject config) {
        Manner manner = this == MESSAGE_METADATA ? before.showingTimes(true) : before;
        for (JsonMember said : config.members()) {
            Optional<SteeringMember> known =
                    members().stream().filter(one -> one.name().equals(said.name())).findFirst();
            if (known.isEmpty()) {
                return invalid(said.name(), "has no setting " + said.name() + ".");
            }
            Optional<Manner> next = known.get().applied(manner, said.value());
            if (next.isEmpty()) {
                return invalid(
                        said.name(), "has in " + said.name() + " " + known.get().form() + ".");
            }
            manner = next.get();
        }
        return Either.right(manner);
    }

    private Either<Refusal, Manner> invalid(String member, String sentence) {
        return Either.left(
                new Refusal.Invalid(
                        "capabilities.config." + member,
                        "The capability " + name + " " + sentence));
    }
}
