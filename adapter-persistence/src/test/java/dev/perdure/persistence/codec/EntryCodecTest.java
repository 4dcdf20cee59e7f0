package dev.perdure.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.agent.AgentId;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.contract.SampleEntries;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.HarnessBase;
import dev.perdure.json.Json;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.Cost;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

    private static final TurnId TURN = new TurnId(new UUID(7, 7));

    private final EntryCodec codec = EntryCodec.current();

    static Stream<EntryType<?>> types() {
        return EntryCodec.currentTypes().stream();
    }

    static Stream<Entry> samples() {
        return SampleEntries.all().stream();
    }

    @Test
    void every_kind_of_record_has_one_stored_form_under_one_name() {
        List<Class<?>> kinds = new ArrayList<>();
        collect(Entry.class, kinds);

        assertThat(types().<Class<?>>map(EntryType::type).toList())
                .containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(types().map(EntryType::name)).doesNotHaveDuplicates();
        assertThat(types().map(EntryType::name))
                .allMatch(name -> name.matches("[a-z_]+\\.[a-z_]+"));
    }

    private static void collect(Class<?> type, List<Class<?>> kinds) {
        if (type.isRecord()) {
            kinds.add(type);
        } else {
            Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> collect(sub, kinds));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_every_version_of_a_form_stored_is_still_read_and_the_newest_is_still_written(
            EntryType<?> type) {
        for (int version = 1; version <= type.version(); version++) {
            StoredEntry golden = Golden.read(type.name(), version).orElseThrow();

            assertThat(codec.decode(golden)).isInstanceOf(type.type());
        }
        StoredEntry newest = Golden.read(type.name(), type.version()).orElseThrow();
        StoredEntry again = codec.encode(codec.decode(newest));
        assertThat(Golden.write(again)).isEqualTo(Golden.write(newest));
        assertThat(again.payload()).isEqualTo(newest.payload());
    }

    @Test
    void a_member_that_was_added_later_is_kept_and_its_absence_is_read_as_empty() {
        StoredEntry before = Golden.read("message.received", 1).orElseThrow();
        StoredEntry since = Golden.added("message.received", 1, "extensions");

        assertThat(message(before).extensions()).isEqualTo(JsonObject.empty());
        assertThat(message(since).extensions().toJson())
                .isEqualTo("{\"content\":{\"text\":\"Hi\",\"n\":1.50,\"lone\":\"\\ud800\"}}");
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    @Test
    void what_a_call_cost_is_kept_to_the_last_digit_and_its_absence_is_read_as_unknown() {
        StoredEntry before = Golden.read("generation.recorded", 1).orElseThrow();
        StoredEntry since = Golden.added("generation.recorded", 1, "cost");

        assertThat(usage(before).cost()).isNull();
        assertThat(usage(before).reasoning()).isNull();
        assertThat(usage(since).cost())
                .isEqualTo(new Cost(new BigDecimal("9223372036.8547758070125")));
        assertThat(usage(since).reasoning()).isOne();
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    private Usage usage(StoredEntry stored) {
        return ((StepEvent.GenerationRecorded) codec.decode(stored)).usage();
    }

    @Test
    void the_workspace_a_session_shares_is_kept_and_its_absence_is_read_as_its_own() {
        StoredEntry before = Golden.read("session.opened", 1).orElseThrow();
        StoredEntry since = Golden.added("session.opened", 1, "workspace");

        assertThat(workspace(before)).isNull();
        assertThat(workspace(since)).isEqualTo(new WorkspaceId(new UUID(9, 10)));
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    private @Nullable WorkspaceId workspace(StoredEntry stored) {
        return ((SessionEvent.SessionOpened) codec.decode(stored)).settings().workspace();
    }

    @Test
    void what_a_harness_gave_a_session_is_kept_and_its_absence_is_read_as_not_known() {
        StoredEntry before = Golden.read("session.opened", 1).orElseThrow();
        StoredEntry since = Golden.added("session.opened", 1, "base");

        assertThat(base(before)).isNull();
        assertThat(base(since))
                .isEqualTo(
                        new HarnessBase(
                                "Be \0 kind.",
                                List.of(
                                        new CapabilityRef(
                                                new CapabilityId("second"),
                                                JsonObject.builder()
                                                        .put("z", new JsonNumber("1.0"))
                                                        .build())),
                                new ModelRef("m"),
                                7,
                                OutcomePolicy.RERUN));
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    private @Nullable HarnessBase base(StoredEntry stored) {
        return ((SessionEvent.SessionOpened) codec.decode(stored)).settings().base();
    }

    @Test
    void whom_a_session_works_for_is_kept_and_its_absence_is_read_as_nobody() {
        StoredEntry before = Golden.read("session.opened", 1).orElseThrow();
        StoredEntry since = Golden.added("session.opened", 1, "ancestors");

        assertThat(ancestors(before)).isEmpty();
        assertThat(ancestors(since))
                .containsExactly(new SessionId(new UUID(3, 4)), new SessionId(new UUID(5, 6)));
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    @Test
    void the_agents_of_those_a_session_works_for_are_kept_and_their_absence_is_read_as_none() {
        StoredEntry before = Golden.added("session.opened", 1, "ancestors");
        StoredEntry since = Golden.added("session.opened", 1, "ancestor-agents");

        assertThat(ancestorAgents(before)).isEmpty();
        assertThat(ancestorAgents(since)).containsExactly(new AgentId(new UUID(7, 9)));
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    private List<AgentId> ancestorAgents(StoredEntry stored) {
        return ((SessionEvent.SessionOpened) codec.decode(stored)).settings().ancestorAgents();
    }

    private List<SessionId> ancestors(StoredEntry stored) {
        return ((SessionEvent.SessionOpened) codec.decode(stored)).settings().ancestors();
    }

    @Test
    void a_strategy_is_kept_and_its_absence_is_read_as_waiting() {
        StoredEntry before = Golden.read("message.received", 1).orElseThrow();
        StoredEntry since = Golden.added("message.received", 1, "strategy");

        assertThat(((TurnEvent.MessageReceived) codec.decode(before)).strategy())
                .isEqualTo(MessageStrategy.ENQUEUE);
        assertThat(((TurnEvent.MessageReceived) codec.decode(since)).strategy())
                .isEqualTo(MessageStrategy.STEER);
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    @Test
    void a_call_that_does_not_say_what_becomes_of_unknown_outcomes_means_what_it_always_meant() {
        StoredEntry before = Golden.read("act.started", 1).orElseThrow();
        StoredEntry since = Golden.added("act.started", 1, "when_unknown");

        assertThat(policies(before))
                .containsExactly(OutcomePolicy.FAIL_TO_MODEL, OutcomePolicy.FAIL_TO_MODEL);
        assertThat(policies(since)).containsExactly(OutcomePolicy.ASK, OutcomePolicy.RERUN);
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "act.started clearance",
                "approval.decided edited",
                "client_tools.requested asked_at",
                "turn.started client_time",
                "turn.started setup"
            })
    void a_member_of_the_gate_that_was_added_later_is_kept_byte_for_byte(String added) {
        String[] form = added.split(" ", 2);
        StoredEntry since = Golden.added(form[0], 1, form[1]);

        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
        assertThat(codec.decode(since))
                .isNotEqualTo(codec.decode(Golden.read(form[0], 1).orElseThrow()));
    }

    @Test
    void a_call_that_says_nothing_of_the_gate_may_run_beside_any_as_it_always_could() {
        StoredEntry before = Golden.read("act.started", 1).orElseThrow();

        assertThat(((StepEvent.ActStarted) codec.decode(before)).calls())
                .allMatch(PlannedCall::mayRun)
                .allMatch(call -> call.concurrencyClass().isEmpty());
    }

    @Test
    void what_only_a_provider_understands_keeps_its_origin_and_every_byte() {
        StoredEntry stored = Golden.added("output.completed", 1, "opaque");

        StepEvent.OutputCompleted completed = (StepEvent.OutputCompleted) codec.decode(stored);

        assertThat(completed.message().content().getFirst())
                .isEqualTo(
                        new ContentPart.Opaque(
                                new Origin("wire", "provider", "model"),
                                new JsonText(" { \"b\" : 1.0e2,\t\"a\":\"\\u0041\\/\" }\n")));
        assertThat(codec.encode(completed).payload()).isEqualTo(stored.payload());
    }

    @Test
    void a_turn_that_names_no_models_to_fall_back_to_has_none() {
        StoredEntry before = Golden.read("turn.started", 1).orElseThrow();
        StoredEntry since = Golden.added("turn.started", 1, "fallbacks");

        assertThat(((TurnEvent.TurnStarted) codec.decode(before)).fallbacks()).isEmpty();
        assertThat(((TurnEvent.TurnStarted) codec.decode(since)).fallbacks())
                .containsExactly(new ModelRef("second"), new ModelRef("first"));
        assertThat(codec.encode(codec.decode(since)).payload()).isEqualTo(since.payload());
    }

    private List<OutcomePolicy> policies(StoredEntry stored) {
        return ((StepEvent.ActStarted) codec.decode(stored))
                .calls().stream().map(PlannedCall::whenUnknown).toList();
    }

    private Message message(StoredEntry stored) {
        return ((TurnEvent.MessageReceived) codec.decode(stored)).message();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_is_written_is_read_back(Entry entry) {
        assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void the_arguments_of_a_call_keep_every_byte() {
        String asReceived = " {\"b\" : 1.0e2,\t\"a\":\"\\u0000\\ud800\\/\" }\n";
        StepEvent.ToolStarted started =
                new StepEvent.ToolStarted(
                        TURN,
                        StepNumber.FIRST,
                        Attempt.FIRST,
                        new ToolCall(new ToolCallId("c"), "tool", new JsonText(asReceived)));

        StepEvent.ToolStarted read = (StepEvent.ToolStarted) codec.decode(codec.encode(started));

        assertThat(read.call().arguments().text()).isEqualTo(asReceived);
    }

    @Test
    void a_payload_is_canonical_and_says_nothing_that_a_column_says() {
        StoredEntry stored =
                codec.encode(new Delta.OutputDelta(TURN, new MessageId(new UUID(1, 2)), 3, "a\0b"));

        assertThat(new String(stored.payload(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"message\":\"00000000-0000-0001-0000-000000000002\",\"at\":3,\"text\":\"a\\u0000b\"}");
        assertThat(stored.turn()).isEqualTo(TURN.value());
    }

    @Test
    void a_name_that_nobody_knows_is_a_defect_that_says_so() {
        StoredEntry unknown =
                new StoredEntry(
                        "turn.dreamed", 1, TURN.value(), null, Json.utf8(JsonObject.empty()));

        assertThatThrownBy(() -> codec.decode(unknown))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("turn.dreamed");
    }

    @Test
    void a_version_from_the_future_is_a_defect_that_says_so() {
        StoredEntry future =
                new StoredEntry(
                        "cancel.requested", 2, TURN.value(), null, Json.utf8(JsonObject.empty()));

        assertThatThrownBy(() -> codec.decode(future))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cancel.requested in version 2");
    }

    @Test
    void an_old_form_is_raised_version_by_version() {
        EntryType<Delta.OutputDelta> third =
                new EntryType<>(
                        Delta.OutputDelta.class,
                        "output.delta",
                        3,
                        delta -> JsonObject.empty(),
                        in ->
                                new Delta.OutputDelta(
                                        in.turn(),
                                        new MessageId(new UUID(0, 0)),
                                        in.integer("place"),
                                        in.text("text")));
        Upcaster naming =
                new Upcaster(
                        "output.delta",
                        1,
                        old ->
                                JsonObject.builder()
                                        .put("text", old.string("t").orElseThrow())
                                        .build());
        Upcaster placing =
                new Upcaster(
                        "output.delta",
                        2,
                        old ->
                                JsonObject.builder()
                                        .put("text", old.string("text").orElseThrow())
                                        .put("place", 5)
                                        .build());
        EntryCodec raising = new EntryCodec(List.of(third), List.of(placing, naming));
        JsonObject oldest = JsonObject.builder().put("t", "hello").build();

        Entry read =
                raising.decode(
                        new StoredEntry("output.delta", 1, TURN.value(), null, Json.utf8(oldest)));

        assertThat(read)
                .isEqualTo(new Delta.OutputDelta(TURN, new MessageId(new UUID(0, 0)), 5, "hello"));
    }
}
