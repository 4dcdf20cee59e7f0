package dev.perdure.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.CapabilityUse;
import dev.perdure.capability.Contribution;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.message.Controls;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionTest {

    private static final Map<CapabilityId, Capability> OFFERED =
            Map.of(
                    id("maths"), capability("maths", "Calculate.", "add"),
                    id("weather"), capability("weather", "Look out.", "get_weather"),
                    id("more_maths"), capability("more_maths", "", "add"),
                    id("quiet"), capability("quiet", "  "),
                    id("tool_approval"), capability("tool_approval", ""),
                    id("sums"),
                            capability("sums", "Sum up.").dependingOn(id("quiet"), id("maths")));

    private static Either<Refusal, List<CapabilityUse>> offered(List<CapabilityRef> named) {
        Map<CapabilityId, CapabilityUse> uses = new LinkedHashMap<>();
        for (CapabilityRef ref : named) {
            Capability capability = OFFERED.get(ref.id());
            if (capability == null) {
                return Either.left(Refusal.unknownCapability(ref.id()));
            }
            uses.put(ref.id(), new CapabilityUse(ref, capability.contribution()));
        }
        return Either.right(List.copyOf(uses.values()));
    }

    @ParameterizedTest
    @CsvSource({
        "message, session, agent, message",
        "       , session, agent, session",
        "       ,        , agent, agent",
        "       ,        ,      , harness",
        "message,        ,      , message"
    })
    void the_model_is_the_one_of_the_message_or_session_or_agent_or_harness(
            @Nullable String message,
            @Nullable String session,
            @Nullable String agent,
            String chosen) {
        Resolution resolution =
                new Resolution(
                        harness(),
                        agent(model(agent), List.of(), null),
                        session(model(session), List.of(), null),
                        new Controls(model(message), JsonObject.empty()));

        assertThat(resolved(resolution).model().name()).isEqualTo(chosen);
    }

    @Test
    void agent_and_session_each_bound_whom_tools_may_ask() {
        AgentSettings agent = agent(null, List.of(), null);
        SessionSettings session =
                session(null, List.of(), null)
                        .described(
                                "",
                                List.of(),
                                (JsonObject)
                                        new JsonText("{\"network_access\":{\"blocked\":[\"b\"]}}")
                                                .value());

        assertThat(resolved(new Resolution(harness(), agent, session, Controls.NONE)).network())
                .containsExactly(new NetworkAccess(List.of(), List.of("b")));
        assertThat(
                        resolved(
                                        new Resolution(
                                                harness(),
                                                agent,
                                                session(null, List.of(), null),
                                                Controls.NONE))
                                .network())
                .isEmpty();
    }

    @Test
    void a_model_of_the_message_stands_before_the_chain_of_the_agent() {
        AgentSettings agent =
                agent(new ModelRef("agent"), List.of(), null)
                        .withFallbackModels(
                                List.of(
                                        new ModelRef("second"),
                                        new ModelRef("third"),
                                        new ModelRef("second")));
        SessionSettings session = session(null, List.of(), null);
        Controls third = new Controls(new ModelRef("third"), JsonObject.empty());

        ResolvedAgent usual = resolved(new Resolution(harness(), agent, session, Controls.NONE));
        ResolvedAgent overridden = resolved(new Resolution(harness(), agent, session, third));

        assertThat(usual.model()).isEqualTo(new ModelRef("agent"));
        assertThat(usual.fallbackModels())
                .containsExactly(new ModelRef("second"), new ModelRef("third"));
        assertThat(overridden.model()).isEqualTo(new ModelRef("third"));
        assertThat(overridden.fallbackModels()).containsExactly(new ModelRef("second"));
    }

    @Test
    void models_called_by_other_names_are_each_in_the_chain_once() {
        AgentSettings agent =
                agent(new ModelRef("first"), List.of(), null)
                        .withFallbackModels(
                                List.of(
                                        new ModelRef("id-of-second"),
                                        new ModelRef("id-of-first"),
                                        new ModelRef("second")));
        Resolution resolution =
                new Resolution(harness(), agent, session(null, List.of(), null), Controls.NONE);

        ResolvedAgent named =
                resolved(resolution)
                        .withModelsNamed(model -> new ModelRef(model.name().replace("id-of-", "")));

        assertThat(named.model()).isEqualTo(new ModelRef("first"));
        assertThat(named.fallbackModels()).containsExactly(new ModelRef("second"));
        assertThat(named.tools()).isEqualTo(resolved(resolution).tools());
        assertThat(named.instructions()).isEqualTo(resolved(resolution).instructions());
    }

    @Test
    void a_session_without_an_agent_runs_on_its_harness_alone() {
        ResolvedAgent resolved =
                resolved(
                        new Resolution(
                                harness("quiet"),
                                null,
                                session(null, List.of(), null),
                                Controls.NONE));

        assertThat(resolved.model().name()).isEqualTo("harness");
        assertThat(resolved.instructions()).isEqualTo("Be a harness.\n\nFor this session.");
        assertThat(resolved.modelSettings()).isEqualTo(JsonObject.empty());
        assertThat(resolved.limits()).isEqualTo(TurnLimits.DEFAULT);
    }

    @Test
    void instructions_are_joined_in_the_order_harness_agent_capabilities_session() {
        ResolvedAgent resolved =
                resolved(
                        new Resolution(
                                harness("weather"),
                                agent(null, List.of(), null, "quiet", "maths"),
                                session(null, List.of(), null),
                                Controls.NONE));

        assertThat(resolved.instructions())
                .isEqualTo(
                        "Be a harness.\n\nBe an agent.\n\nLook out.\n\nCalculate.\n\nFor this session.");
    }

    @Test
    void a_capability_that_is_used_twice_counts_once() {
        ResolvedAgent resolved =
                resolved(
                        new Resolution(
                                harness("maths"),
                                agent(null, List.of(), null, "maths"),
                                session(null, List.of(), null, "maths"),
                                Controls.NONE));

        assertThat(resolved.tools()).extracting(ToolDefinition::name).containsExactly("add");
        assertThat(resolved.toolOrigins())
                .containsExactly(Map.entry("add", refs("maths").getFirst()));
    }

    @Test
    void two_capabilities_that_bring_the_same_tool_are_refused() {
        assertThat(refusal(agent(null, List.of(), null, "maths", "more_maths")))
                .isEqualTo(Refusal.toolBroughtTwice("add", id("maths"), id("more_maths")));
    }

    @Test
    void a_capability_that_is_not_on_offer_is_refused_by_name() {
        assertThat(refusal(agent(null, List.of(), null, "telepathy")))
                .isEqualTo(Refusal.unknownCapability(id("telepathy")));
    }

    @Test
    void a_client_tool_takes_the_place_of_a_capabilitys_and_the_sessions_that_of_the_agents() {
        ToolDefinition ofAgent = tool("add", ToolOwner.CLIENT, "the agent's");
        ToolDefinition alsoOfAgent = tool("ask", ToolOwner.CLIENT, "the agent's");
        ToolDefinition ofSession = tool("ask", ToolOwner.CLIENT, "the session's");

        ResolvedAgent resolved =
                resolved(
                        new Resolution(
                                harness(),
                                agent(
                                        null,
                                        List.of(ofAgent, alsoOfAgent),
                                        null,
                                        "maths",
                                        "weather"),
                                session(null, List.of(ofSession), null),
                                Controls.NONE));

        assertThat(resolved.tools())
                .containsExactlyInAnyOrder(
                        ofAgent, ofSession, tool("get_weather", ToolOwner.ENGINE, "weather"));
        assertThat(resolved.toolOrigins()).containsOnlyKeys("get_weather");
        assertThat(resolved.clientRuns("add")).isTrue();
        assertThat(resolved.clientRuns("get_weather")).isFalse();
        assertThat(resolved.clientRuns("unknown")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 3", " , 5, 5", "3, , 3", " , , 100"})
    void the_bound_of_steps_is_the_sessions_or_the_agents_or_the_harnesss(
            @Nullable Integer session, @Nullable Integer agent, int steps) {
        Resolution resolution =
                new Resolution(
                        harness(),
                        agent(null, List.of(), agent),
                        session(null, List.of(), session),
                        Controls.NONE);

        assertThat(resolved(resolution).limits()).isEqualTo(TurnLimits.DEFAULT.withSteps(steps));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_bound_that_allows_no_step_is_refused(int steps) {
        assertThat(refusal(agent(null, List.of(), steps))).isInstanceOf(Refusal.Invalid.class);
        assertThat(
                        new Resolution(
                                        harness(),
                                        null,
                                        session(null, List.of(), steps),
                                        Controls.NONE)
                                .resolve(ResolutionTest::offered)
                                .getLeft())
                .isInstanceOf(Refusal.Invalid.class);
    }

    private static ResolvedAgent resolved(Resolution resolution) {
        return resolution
                .resolve(ResolutionTest::offered)
                .getOrElseThrow(refusal -> new AssertionError(refusal.sentence()));
    }

    @Test
    void the_agent_says_what_becomes_of_unknown_outcomes_or_else_the_harness() {
        AgentSettings silent = agent(null, List.of(), null);

        assertThat(resolved(silent).whenUnknown()).isEqualTo(OutcomePolicy.FAIL_TO_MODEL);
        assertThat(resolved(silent.withWhenUnknown(OutcomePolicy.RERUN)).whenUnknown())
                .isEqualTo(OutcomePolicy.RERUN);
    }

    private static ResolvedAgent resolved(AgentSettings agent) {
        return new Resolution(harness(), agent, session(null, List.of(), null), Controls.NONE)
                .resolve(ResolutionTest::offered)
                .get();
    }

    private static Refusal refusal(AgentSettings agent) {
        Either<Refusal, ResolvedAgent> resolved =
                new Resolution(harness(), agent, session(null, List.of(), null), Controls.NONE)
                        .resolve(ResolutionTest::offered);
        return resolved.getLeft();
    }

    @Test
    void every_layer_says_who_needs_a_person_and_none_lifts_what_another_says() {
        Harness base = harness();
        Harness harness =
                new Harness(
                        base.id(),
                        base.name(),
                        "",
                        List.of(approval("tools", "add")),
                        base.model(),
                        base.limits(),
                        base.whenUnknown());
        SessionSettings plain = session(null, List.of(), null, "maths");
        List<CapabilityRef> uses = new ArrayList<>(plain.capabilities());
        uses.add(approval("except", "add"));
        SessionSettings session =
                new SessionSettings(
                        plain.harness(),
                        plain.base(),
                        null,
                        "",
                        List.of(),
                        null,
                        "",
                        uses,
                        List.of(),
                        null,
                        JsonObject.empty());

        ResolvedAgent resolved = resolved(new Resolution(harness, null, session, Controls.NONE));

        ToolDefinition add = resolved.tool("add").orElseThrow();
        assertThat(resolved.approvals()).hasSize(2);
        assertThat(resolved.approvalRule(add)).contains("harness: tool add");
        assertThat(resolved.definitionHash(add)).matches("[0-9a-f]{64}");
    }

    @Test
    void a_claim_of_a_later_layer_lifts_no_rule_of_an_earlier_one() {
        CapabilityRef claiming =
                new CapabilityRef(new CapabilityId("claiming"), JsonObject.empty());
        ToolDefinition tool =
                new ToolDefinition(
                        "wipe", "", JsonObject.empty(), ToolHints.READ_ONLY, ToolOwner.ENGINE);
        CapabilityRef all = new CapabilityRef(CapabilityId.TOOL_APPROVAL, JsonObject.empty());
        Function<List<CapabilityRef>, Either<Refusal, List<CapabilityUse>>> claims =
                uses ->
                        Either.right(
                                List.of(
                                        new CapabilityUse(
                                                claiming,
                                                new Contribution.Given(
                                                        "", List.of(tool), "", Set.of("wipe")))));

        ResolvedAgent bound = claimed(List.of(all), List.of(claiming), claims);
        assertThat(bound.approvalRule(tool)).contains("harness: hint not_read_only");
        assertThat(bound.isRepeatable(tool)).isFalse();

        ResolvedAgent own = claimed(List.of(), List.of(all, claiming), claims);
        assertThat(own.approvalRule(tool)).isEmpty();
        assertThat(own.isRepeatable(tool)).isTrue();

        ResolvedAgent harness = claimed(List.of(all, claiming), List.of(claiming), claims);
        assertThat(harness.approvalRule(tool)).isEmpty();
    }

    private static ResolvedAgent claimed(
            List<CapabilityRef> harness,
            List<CapabilityRef> session,
            Function<List<CapabilityRef>, Either<Refusal, List<CapabilityUse>>> offered) {
        Harness base = harness();
        SessionSettings plain = session(null, List.of(), null);
        return new Resolution(
                        new Harness(
                                base.id(),
                                base.name(),
                                "",
                                harness,
                                base.model(),
                                base.limits(),
                                base.whenUnknown()),
                        null,
                        new SessionSettings(
                                plain.harness(),
                                plain.base(),
                                null,
                                "",
                                List.of(),
                                null,
                                "",
                                session,
                                List.of(),
                                null,
                                JsonObject.empty()),
                        Controls.NONE)
                .resolve(offered)
                .get();
    }

    private static CapabilityRef approval(String member, String tool) {
        return new CapabilityRef(
                CapabilityId.TOOL_APPROVAL,
                JsonObject.builder().put(member, JsonArray.of(new JsonString(tool))).build());
    }

    private static Harness harness(String... capabilities) {
        Harness generic =
                Harness.on(
                        new HarnessDefinition(
                                Harness.GENERIC_ID, "generic", "", "", null, HarnessBase.EMPTY),
                        HarnessBase.EMPTY,
                        HarnessDefaults.of(new ModelRef("harness")));
        return new Harness(
                generic.id(),
                generic.name(),
                "Be a harness.",
                refs(capabilities),
                generic.model(),
                generic.limits(),
                OutcomePolicy.FAIL_TO_MODEL);
    }

    private static AgentSettings agent(
            @Nullable ModelRef model,
            List<ToolDefinition> tools,
            @Nullable Integer maxSteps,
            String... capabilities) {
        return new AgentSettings(
                "agent",
                "",
                "",
                "Be an agent.",
                null,
                model,
                List.of(),
                JsonObject.empty(),
                refs(capabilities),
                tools,
                List.of(),
                maxSteps,
                null,
                null,
                JsonObject.empty());
    }

    private static SessionSettings session(
            @Nullable ModelRef model,
            List<ToolDefinition> tools,
            @Nullable Integer maxSteps,
            String... capabilities) {
        return new SessionSettings(
                Harness.GENERIC_ID,
                null,
                null,
                "",
                List.of(),
                model,
                "For this session.",
                refs(capabilities),
                tools,
                maxSteps,
                JsonObject.empty());
    }

    private static @Nullable ModelRef model(@Nullable String name) {
        return name == null ? null : new ModelRef(name);
    }

    private static CapabilityId id(String value) {
        return new CapabilityId(value);
    }

    private static List<CapabilityRef> refs(String... ids) {
        return Arrays.stream(ids)
                .map(value -> new CapabilityRef(id(value), JsonObject.empty()))
                .toList();
    }

    private static Capability capability(String name, String instructions, String... tools) {
        return new Capability(
                id(name),
                name,
                "",
                instructions,
                Arrays.stream(tools).map(tool -> tool(tool, ToolOwner.ENGINE, name)).toList());
    }

    private static ToolDefinition tool(String name, ToolOwner owner, String description) {
        return new ToolDefinition(
                name, description, JsonObject.empty(), ToolHints.READ_ONLY, owner);
    }
}
