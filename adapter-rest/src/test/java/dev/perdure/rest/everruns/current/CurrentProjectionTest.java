package dev.perdure.rest.everruns.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.rest.SampleRecords;
import dev.perdure.rest.everruns.wire.ContentWire;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CurrentProjectionTest {

    static Stream<String> samples() {
        return SampleRecords.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_record_is_told_as_its_golden_file_has_it(String name) throws IOException {
        assertThat(told(SampleRecords.all().get(name)).body().toJson()).isEqualTo(golden(name));
    }

    @Test
    void every_record_a_log_can_hold_has_a_sample() {
        Set<Class<?>> sampled = new HashSet<>();
        SampleRecords.all().values().forEach(entry -> sampled.add(entry.getClass()));
        assertThat(leaves(Entry.class)).isEqualTo(sampled).hasSizeGreaterThan(20);
    }

    @Test
    void every_name_can_be_filtered_for() {
        for (Entry entry : SampleRecords.all().values()) {
            assertThat(EventTypes.known().contains(EventNames.of(entry)))
                    .as(EventNames.of(entry))
                    .isTrue();
        }
    }

    @Test
    void facts_have_a_sequence_and_deltas_have_none() {
        for (Entry entry : SampleRecords.all().values()) {
            JsonObject body = told(entry).body();
            assertThat(body.longValue("sequence").isPresent()).isEqualTo(entry instanceof Event);
            assertThat(body.string("id")).isPresent();
            assertThat(body.object("context")).isPresent();
        }
    }

    @Test
    void a_start_and_its_end_share_a_span_and_spans_form_a_tree() {
        String turn = span("TurnStarted");
        assertThat(span("TurnCompleted")).isEqualTo(turn);
        assertThat(span("TurnFailed")).isEqualTo(turn);
        assertThat(span("ReasonStarted")).isEqualTo(span("ReasonCompleted"));
        assertThat(parent("ReasonStarted")).isEqualTo(turn);
        assertThat(parent("GenerationRecorded")).isEqualTo(span("ReasonStarted"));
        assertThat(span("ActStarted")).isEqualTo(span("ActCompleted"));
        assertThat(parent("ActStarted")).isEqualTo(turn);
        assertThat(span("ToolStarted")).isEqualTo(span("ToolCompleted.success"));
        assertThat(parent("ToolStarted")).isEqualTo(span("ActStarted"));
    }

    @Test
    void the_text_so_far_is_repeated_only_while_it_is_short() {
        String before = "x".repeat(DeltaWire.ACCUMULATED_MAX - 5);
        Delta last =
                new Delta.OutputDelta(
                        SampleRecords.TURN, SampleRecords.OUTPUT, before.length(), "12345");
        Delta next =
                new Delta.OutputDelta(
                        SampleRecords.TURN, SampleRecords.OUTPUT, before.length(), "123456");
        assertThat(data(last, before).string("accumulated")).hasValue(before + "12345");
        assertThat(data(next, before).string("accumulated")).isEmpty();
        assertThat(data(next, before).string("delta")).hasValue("123456");
    }

    @Test
    void a_generation_shows_the_message_that_caused_its_turn() {
        List<Envelope> log = SampleRecords.log();
        assertThat(shown(log, SampleRecords.generation(version(2), version(6))))
                .containsExactly("user:a\u0000b\ud800c");
    }

    @Test
    void a_generation_after_tools_shows_their_results_alone() {
        List<Envelope> log =
                SampleRecords.log(
                        new SessionEvent.SessionOpened(SampleRecords.SETTINGS),
                        received(1, "first"),
                        started(1),
                        SampleRecords.output(),
                        SampleRecords.tool(ToolResult.success("3")),
                        SampleRecords.tool(ToolResult.error("broken")));
        assertThat(shown(log, SampleRecords.generation(version(5), version(6))))
                .containsExactly("tool_result:3", "tool_result:broken");
    }

    @Test
    void a_generation_does_not_show_what_was_said_around_a_message_that_waited() {
        List<Envelope> log =
                SampleRecords.log(
                        new SessionEvent.SessionOpened(SampleRecords.SETTINGS),
                        received(1, "first"),
                        started(1),
                        received(2, "second"),
                        received(3, "third"),
                        SampleRecords.tool(ToolResult.success("3")),
                        SampleRecords.output(),
                        started(2));
        assertThat(shown(log, SampleRecords.generation(version(4), version(8))))
                .containsExactly("user:second");
    }

    @Test
    void a_generation_shows_messages_no_model_has_answered() {
        List<Envelope> log =
                SampleRecords.log(
                        new SessionEvent.SessionOpened(SampleRecords.SETTINGS),
                        received(1, "first"),
                        started(1),
                        new TurnEvent.CancelRequested(SampleRecords.TURN, "Enough."),
                        received(2, "second"),
                        started(2));
        assertThat(shown(log, SampleRecords.generation(version(2), version(6))))
                .containsExactly("user:first", "user:second");
    }

    @Test
    void a_generation_does_not_show_what_a_turn_that_was_rolled_back_came_to() {
        List<Envelope> log =
                SampleRecords.log(
                        new SessionEvent.SessionOpened(SampleRecords.SETTINGS),
                        received(1, "unanswered"),
                        started(1),
                        received(2, "undone"),
                        started(2),
                        received(3, "waits"),
                        SampleRecords.output(),
                        SampleRecords.tool(ToolResult.success("undone, too")),
                        new SessionEvent.HeadMoved(version(3), "Back."),
                        SampleRecords.tool(ToolResult.unknown()),
                        started(3));
        assertThat(shown(log, SampleRecords.generation(version(2), version(11))))
                .containsExactly("user:unanswered", "user:waits");
        assertThat(shown(log, SampleRecords.generation(version(6), version(11))))
                .containsExactly("user:waits");
    }

    @Test
    void arguments_that_are_no_object_are_wrapped_into_one() {
        var call =
                new dev.perdure.tool.ToolCall(
                        new dev.perdure.tool.ToolCallId("c"),
                        "t",
                        new dev.perdure.json.JsonText("[1, 2]"));
        assertThat(ToolWire.arguments(call).toJson()).isEqualTo("{\"value\":[1,2]}");
    }

    @Test
    void shown_reasoning_is_no_content_part() {
        List<ContentPart> parts =
                List.of(new ContentPart.Thinking("hm"), new InputPart.Text("yes"));
        assertThat(ContentWire.write(parts).elements()).hasSize(1);
    }

    @Test
    void what_only_a_provider_understands_is_shown_to_nobody() {
        List<ContentPart> parts =
                List.of(
                        new ContentPart.Opaque(
                                new dev.perdure.model.Origin("wire", "provider", "model"),
                                new dev.perdure.json.JsonText("{}")),
                        new InputPart.Text("yes"));
        assertThat(ContentWire.write(parts).elements()).hasSize(1);
    }

    private static StreamVersion version(long number) {
        return new StreamVersion(number);
    }

    private static TurnEvent.MessageReceived received(long number, String text) {
        List<ContentPart> content = List.of(new InputPart.Text(text));
        Message message =
                Message.ofAgent(
                        new MessageId(SampleRecords.id(number)), content, SampleRecords.TIME);
        Message said =
                new Message(
                        message.id(),
                        dev.perdure.message.Role.USER,
                        content,
                        message.controls(),
                        message.metadata(),
                        message.actor(),
                        message.extensions(),
                        message.createdAt());
        return new TurnEvent.MessageReceived(new TurnId(SampleRecords.id(number)), said);
    }

    private static TurnEvent.TurnStarted started(long number) {
        return new TurnEvent.TurnStarted(
                new TurnId(SampleRecords.id(number)),
                new MessageId(SampleRecords.id(number)),
                null,
                SampleRecords.MODEL,
                TurnLimits.DEFAULT,
                SampleRecords.TIME);
    }

    /** The messages a generation shows, as role and text. */
    private static List<String> shown(List<Envelope> log, StepEvent.GenerationRecorded call) {
        JsonObject data = new GenerationWire(SampleRecords.facts(log)).data(call, version(100));
        JsonArray messages = data.array("messages").orElseThrow();
        return messages.elements().stream()
                .map(JsonObject.class::cast)
                .map(message ->
                        message.string("role").orElseThrow()
                                + ":"
                                + text(message.array("content").orElseThrow()))
                .toList();
    }

    private static String text(JsonArray content) {
        JsonObject part = (JsonObject) content.elements().getFirst();
        return part.string("text")
                .or(() -> part.get("result").map(result -> ((JsonString) result).value()))
                .or(() -> part.string("error"))
                .orElseThrow();
    }

    private static JsonObject data(Delta delta, String before) {
        return new DeltaWire((envelope, asked) -> before + asked.text())
                .data(envelope(delta), delta);
    }

    private static String span(String sample) {
        return context(sample).string("span_id").orElseThrow();
    }

    private static String parent(String sample) {
        return context(sample).string("parent_span_id").orElseThrow();
    }

    private static JsonObject context(String sample) {
        return told(SampleRecords.all().get(sample)).body().object("context").orElseThrow();
    }

    static WireEvent told(Entry entry) {
        CurrentProjection projection =
                new CurrentProjection(
                        SampleRecords.SETTINGS,
                        SampleRecords.facts(SampleRecords.log()),
                        (envelope, delta) -> "Hello ".substring(0, delta.at()) + delta.text());
        return projection.event(envelope(entry));
    }

    private static Envelope envelope(Entry entry) {
        return new Envelope(
                SampleRecords.SESSION, new Offset(9), version(7), SampleRecords.TIME, entry);
    }

    private static String golden(String name) throws IOException {
        String file = "/golden/" + name + ".json";
        try (InputStream in = CurrentProjectionTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static Set<Class<?>> leaves(Class<?> type) {
        Set<Class<?>> leaves = new HashSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                leaves.addAll(leaves(permitted));
            }
        } else {
            leaves.add(type);
        }
        return leaves;
    }
}
