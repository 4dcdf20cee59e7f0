package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.Seed;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.Origin;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a log holds, what is shown of it is what strict providers take. */
class StrictProvidersTest {

    private static final int WORLDS = 150;
    private static final int HEAPS = 3_000;

    private final List<Function<List<TranscriptItem>, List<String>>> providers =
            List.of(StrictProviders::anthropic, StrictProviders::openAi, StrictProviders::gemini);

    private final Seed seed = Seed.forTest(StrictProvidersTest.class);
    private final RandomGenerator random = seed.random();
    private final Set<String> ofAnthropic = new TreeSet<>();
    private final Set<String> ofOpenAi = new TreeSet<>();
    private final Set<String> ofGemini = new TreeSet<>();
    private int cases;

    @Test
    void every_prefix_of_every_log_the_machine_writes_gives_a_request_that_all_of_them_take() {
        for (int world = 0; world < WORLDS; world++) {
            SessionState state = SessionState.EMPTY;
            for (List<Event> batch : World.play(random).batches()) {
                for (Event fact : batch) {
                    state = state.evolve(fact, state.version().next());
                    holds(state.transcript());
                }
            }
        }
        assertThat(cases).isGreaterThan(10_000);
        System.out.println("requests from logs of worlds, each held to 3 providers: " + cases);
    }

    @Test
    void facts_in_any_order_that_no_machine_would_write_give_one_as_well() {
        for (int heap = 0; heap < HEAPS; heap++) {
            SessionState state =
                    SessionState.EMPTY.evolve(
                            new SessionEvent.SessionOpened(
                                    SessionSettings.of(Harness.GENERIC_ID, null, "")),
                            new StreamVersion(1));
            int length = 1 + random.nextInt(30);
            for (int i = 0; i < length; i++) {
                state = state.evolve(anyFact(state), state.version().next());
                holds(state.transcript());
            }
        }
        assertThat(cases).isGreaterThan(10_000);
        System.out.println("requests from heaps of facts, each held to 3 providers: " + cases);
    }

    @Test
    void less_is_shown_from_one_reduction_to_the_next_and_never_less_than_the_last_exchange() {
        for (int world = 0; world < 20; world++) {
            SessionState state = SessionState.EMPTY;
            for (List<Event> batch : World.play(random).batches()) {
                for (Event fact : batch) {
                    state = state.evolve(fact, state.version().next());
                }
                Transcript transcript = state.transcript();
                List<TranscriptItem> last =
                        transcript.forModel(Integer.MAX_VALUE, Reduction.LAST_EXCHANGE);
                long before = Long.MAX_VALUE;
                for (Reduction reduction : Reduction.values()) {
                    List<TranscriptItem> shown = transcript.forModel(1_000_000, reduction);
                    long length = shown.stream().mapToLong(TranscriptItem::characters).sum();
                    assertThat(length).as("%s %s", seed, reduction).isLessThanOrEqualTo(before);
                    assertThat(shown).as("%s %s", seed, reduction).endsWith(last.getLast());
                    before = length;
                }
            }
        }
    }

    @Test
    void each_rule_is_broken_by_a_conversation_that_breaks_it() throws IOException {
        TranscriptItem hello = said(1, Role.USER, new InputPart.Text("Hello"));
        TranscriptItem hi = said(2, Role.AGENT, new InputPart.Text("Hi"));
        TranscriptItem asks = said(3, Role.AGENT, use("a"), use("b"));
        TranscriptItem ofA = answer("a");
        TranscriptItem ofB = answer("b");
        TranscriptItem blank = said(4, Role.USER, new InputPart.Text(" "));
        TranscriptItem mute = said(5, Role.AGENT);

        refused(List.of(), true, true, true);
        refused(List.of(hi, hello), true, false, true);
        refused(List.of(hello, hi), true, false, true);
        refused(List.of(asks, ofA, ofB), true, false, true);
        refused(List.of(hello, asks), true, true, true);
        refused(List.of(hello, asks, hello), true, true, true);
        refused(List.of(hello, asks, ofA, hello), true, true, true);
        refused(List.of(hello, asks, ofA, ofA, ofB), true, true, true);
        refused(List.of(hello, asks, ofB, ofA), false, false, true);
        refused(List.of(hello, asks, ofA, hello, ofB), true, true, false);
        refused(List.of(hello, ofA), true, true, true);
        refused(List.of(blank), true, false, false);
        refused(List.of(said(6, Role.USER, new InputPart.Text(""))), true, false, true);
        refused(List.of(hello, mute, hello), true, true, true);
        refused(
                List.of(hello, said(7, Role.AGENT, use("a"), use("a")), ofA, ofA),
                true,
                true,
                false);
        refused(List.of(hello, asks, ofA, ofB), false, false, false);
        refused(List.of(hello, hi, hello), false, false, false);
        assertThat(Files.readAllLines(Path.of("..", "docs", "models.md")))
                .contains(
                        row("Anthropic", ofAnthropic),
                        row("OpenAI, both wires", ofOpenAi),
                        row("Gemini", ofGemini));
    }

    private static String row(String provider, Set<String> rules) {
        return "| " + provider + " | " + rules.size() + ": " + String.join("; ", rules) + " |";
    }

    private void refused(
            List<TranscriptItem> shown, boolean anthropic, boolean openAi, boolean gemini) {
        assertThat(StrictProviders.anthropic(shown).isEmpty())
                .as("%s", shown)
                .isNotEqualTo(anthropic);
        assertThat(StrictProviders.openAi(shown).isEmpty()).as("%s", shown).isNotEqualTo(openAi);
        assertThat(StrictProviders.gemini(shown).isEmpty()).as("%s", shown).isNotEqualTo(gemini);
        ofAnthropic.addAll(StrictProviders.anthropic(shown));
        ofOpenAi.addAll(StrictProviders.openAi(shown));
        ofGemini.addAll(StrictProviders.gemini(shown));
    }

    private void holds(Transcript transcript) {
        for (Reduction reduction : Reduction.values()) {
            int bound = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(200);
            List<TranscriptItem> shown = transcript.forModel(bound, reduction);
            for (var provider : providers) {
                assertThat(provider.apply(shown))
                        .as("%s, %s of %s", seed, reduction, transcript)
                        .isEmpty();
            }
            cases++;
        }
    }

    private Event anyFact(SessionState state) {
        TurnId turn = new TurnId(new UUID(1, random.nextInt(4)));
        return switch (random.nextInt(7)) {
            case 6 -> notes(turn, state.transcript());
            case 0, 1 ->
                    new TurnEvent.MessageReceived(
                            turn, message(Role.USER, List.of(new InputPart.Text(anyText()))));
            case 2 ->
                    new TurnEvent.TurnStarted(
                            turn,
                            new MessageId(new UUID(2, 2)),
                            null,
                            Given.MODEL,
                            Given.LIMITS,
                            Given.START);
            case 3 ->
                    new StepEvent.OutputCompleted(
                            turn,
                            StepNumber.FIRST,
                            message(Role.AGENT, anyParts()),
                            Given.MODEL,
                            Usage.NONE);
            case 4 ->
                    new StepEvent.ToolCompleted(
                            turn,
                            StepNumber.FIRST,
                            new ToolCallId("c" + random.nextInt(4)),
                            "tool",
                            ToolResult.success(anyText()),
                            Duration.ZERO);
            default ->
                    random.nextInt(4) == 0
                            ? new SessionEvent.HeadMoved(
                                    new StreamVersion(random.nextLong(state.version().value() + 1)),
                                    "Back.")
                            : new TurnEvent.TurnCancelled(turn, "Enough.", Usage.NONE);
        };
    }

    /** In place of whatever comes before any item, be it in the middle of an exchange. */
    private Event notes(TurnId turn, Transcript transcript) {
        int items = transcript.items().size();
        StreamVersion through =
                items == 0
                        ? StreamVersion.NONE
                        : transcript.items().get(random.nextInt(items)).version();
        return new StepEvent.ContextCompacted(
                turn,
                StepNumber.FIRST,
                Attempt.FIRST,
                Given.MODEL,
                new Stretch(StreamVersion.NONE, through, 1, 1),
                anyText(),
                9,
                3,
                Usage.NONE,
                Duration.ZERO);
    }

    private List<ContentPart> anyParts() {
        List<ContentPart> parts = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            parts.add(new InputPart.Text(anyText()));
        }
        if (random.nextInt(3) == 0) {
            parts.add(new ContentPart.Thinking(anyText()));
            parts.add(
                    new ContentPart.Opaque(
                            new Origin("wire", "provider", "model"), new JsonText("{}")));
        }
        int first = random.nextInt(3);
        for (int call = random.nextInt(3); call > 0; call--) {
            parts.add(use("c" + (first + call)));
        }
        return parts;
    }

    private String anyText() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> " \n";
            default -> "words ".repeat(1 + random.nextInt(4));
        };
    }

    private static ContentPart use(String id) {
        return new ContentPart.ToolUse(
                new ToolCall(new ToolCallId(id), "tool", JsonText.of(JsonObject.empty())));
    }

    private static TranscriptItem answer(String id) {
        return new TranscriptItem.Answered(
                new StreamVersion(9), new ToolCallId(id), "tool", ToolResult.success("5"));
    }

    private static TranscriptItem said(long version, Role role, ContentPart... parts) {
        return new TranscriptItem.Said(new StreamVersion(version), message(role, List.of(parts)));
    }

    private static Message message(Role role, List<ContentPart> parts) {
        Message plain = Given.message(new MessageId(new UUID(5, 5)), role, "");
        return new Message(
                plain.id(),
                role,
                parts,
                plain.controls(),
                plain.metadata(),
                plain.actor(),
                plain.extensions(),
                plain.createdAt());
    }

    @Test
    void nothing_is_smaller_than_a_conversation_that_is_one_question() {
        Transcript one = new Transcript(Vector.of(said(1, Role.USER, new InputPart.Text("Why?"))));

        assertThat(one.smaller(1_000, Reduction.NONE)).isEmpty();
    }
}
