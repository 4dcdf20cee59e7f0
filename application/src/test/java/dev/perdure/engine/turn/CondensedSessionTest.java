package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.Digest;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Snapshot;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.NextMove;
import dev.perdure.model.Overflow;
import dev.perdure.model.Usage;
import dev.perdure.resolution.SteeringCapability;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conversations that grow beyond what their model takes. */
class CondensedSessionTest {

    private static final ModelProfile SMALL = new ModelProfile(2_000, 300, null);
    private static final long ROOM = SMALL.requestTokens(null).orElseThrow();
    private static final String FACT = "Her name is Ada Lovelace.";

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel(this::behaving);
    private final Node node = Node.on(storage).model(model).profiles(name -> SMALL).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);
    private volatile Supplier<Script> notes = () -> answer(FACT + " And so on.");

    private volatile int reads = 0;

    private Script behaving(ModelRequest request) {
        if (isForNotes(request)) {
            return notes.get();
        }
        Script script = Script.started().text("You said: " + ScriptedModel.lastSaid(request));
        return (reads == 0 ? script : script.usage(new Usage(reads * request.tokens(), 5, 0, 0)))
                .finish(FinishReason.STOP);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_session_goes_on_far_beyond_its_model_s_window_and_keeps_what_was_noted()
            throws Exception {
        story.awaitEnd(node.say(session, FACT));
        ask(60);

        List<StepEvent.ContextCompacted> noted = story.all(StepEvent.ContextCompacted.class);
        assertThat(noted).hasSizeGreaterThan(3);
        assertThat(noted)
                .allSatisfy(
                        fact -> assertThat(fact.tokensAfter()).isLessThan(fact.tokensBefore() / 2));
        assertThat(story.all(StepEvent.ContextCompacting.class)).hasSameSizeAs(noted);
        assertThat(story.all(StepEvent.ContextReduced.class)).isEmpty();
        assertThat(model.requests())
                .allSatisfy(request -> assertThat(request.tokens()).isLessThanOrEqualTo(ROOM));
        assertThat(text(model.requests().getLast())).contains(FACT).contains("question 59");
        assertThat(model.requests().stream().filter(CondensedSessionTest::isForNotes))
                .allSatisfy(request -> assertThat(text(request)).contains(FACT));
        Invariants.holdWhenSettled(story);
    }

    @Test
    void notes_are_written_sooner_where_a_use_of_compaction_says_so() throws Exception {
        Story early =
                node.story(
                        node.open(
                                List.of(),
                                new CapabilityRef(
                                        SteeringCapability.COMPACTION.id(),
                                        JsonObject.builder().put("window_percent", 40).build())));
        for (int i = 0; i < 20; i++) {
            early.awaitEnd(node.say(early.session(), question(i)));
        }

        assertThat(early.all(StepEvent.ContextCompacted.class)).isNotEmpty();
        assertThat(early.all(StepEvent.ContextReduced.class)).isEmpty();
        assertThat(model.requests().stream().filter(request -> !isForNotes(request)))
                .allSatisfy(request -> assertThat(request.tokens()).isLessThan(ROOM / 2));
        Invariants.holdWhenSettled(early);
    }

    @Test
    void a_node_that_begins_with_a_snapshot_shows_the_same_as_one_that_folds_the_log()
            throws Exception {
        ask(12);
        SessionState whole = SessionState.fold(story.records());
        assertThat(whole.transcript().notes()).isNotNull();

        SessionState cold = Snapshot.of(whole).orElseThrow().state();

        assertThat(cold.transcript().forModel(TurnLimits.TRANSCRIPT_CHARACTERS))
                .isEqualTo(whole.transcript().forModel(TurnLimits.TRANSCRIPT_CHARACTERS));
    }

    @Test
    void without_notes_less_is_shown_and_the_turn_goes_on() throws Exception {
        Map<String, Supplier<Script>> failing = new LinkedHashMap<>();
        failing.put("refused", () -> Script.fails(FailureKind.OVERLOADED, new NextMove.BackOff()));
        failing.put("empty", () -> answer(" "));
        failing.put("longer than before", () -> answer("More and more. ".repeat(900)));
        failing.put("cut", () -> Script.started().text("Her").finish(FinishReason.LENGTH));
        for (Map.Entry<String, Supplier<Script>> each : failing.entrySet()) {
            notes = each.getValue();
            SessionKey other = node.open();
            Story its = node.story(other);
            for (int i = 0; its.all(StepEvent.ContextCompactionFailed.class).isEmpty(); i++) {
                assertThat(i).as(each.getKey()).isLessThan(50);
                its.awaitEnd(node.say(other, question(i)));
            }
            StepEvent.ContextReduced less = its.only(StepEvent.ContextReduced.class);
            assertThat(its.factsOf(less.turn())).as(each.getKey()).contains("TurnCompleted");
            assertThat(model.requests().getLast().tokens()).isLessThanOrEqualTo(ROOM);
            Invariants.holdWhenSettled(its);
        }
    }

    @Test
    void notes_that_are_put_off_are_written_later_and_nothing_is_left_out() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        notes =
                () ->
                        asked.getAndSet(true)
                                ? answer(FACT)
                                : Script.fails(
                                        FailureKind.RATE_LIMITED,
                                        new NextMove.RetryAfter(Duration.ofMillis(1)));
        ask(12);

        assertThat(story.only(StepEvent.ReasonFailed.class).failure().kind())
                .isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(story.all(StepEvent.ContextCompacted.class)).isNotEmpty();
        assertThat(story.all(StepEvent.ContextCompactionFailed.class)).isEmpty();
        assertThat(story.all(StepEvent.ContextReduced.class)).isEmpty();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_model_that_reads_more_out_of_the_same_is_shown_less() throws Exception {
        reads = 2;
        ask(12);

        assertThat(story.all(StepEvent.ContextCompacted.class)).isNotEmpty();
        assertThat(model.requests().stream().skip(1))
                .allSatisfy(request -> assertThat(request.tokens()).isLessThanOrEqualTo(ROOM / 2));
    }

    @Test
    void who_writes_notes_is_given_no_more_to_read_than_it_takes_by_its_own_count()
            throws Exception {
        reads = 3;
        ask(1);
        story.awaitEnd(node.say(session, "Much of it. ".repeat(500)));
        ask(1);

        assertThat(story.only(StepEvent.ContextCompacted.class).notes()).contains(FACT);
        assertThat(model.requests().stream().filter(CondensedSessionTest::isForNotes))
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(reads * request.tokens()).isLessThanOrEqualTo(ROOM));
    }

    @Test
    void an_agent_that_wants_no_notes_gets_none() throws Exception {
        SessionKey plain =
                node.open(AgentSettings.of("Agent", "Be kind.").withNotes(Boolean.FALSE));
        Story its = node.story(plain);
        for (int i = 0; i < 12; i++) {
            its.awaitEnd(node.say(plain, question(i)));
        }

        assertThat(its.all(StepEvent.ContextReduced.class)).isNotEmpty();
        assertThat(its.all(StepEvent.ContextCompacting.class)).isEmpty();
        assertThat(model.requests())
                .allSatisfy(request -> assertThat(request.tokens()).isLessThanOrEqualTo(ROOM));
    }

    @Test
    void what_the_model_refuses_is_shown_again_with_notes() throws Exception {
        ask(6);
        model.next(Script.fails(FailureKind.CONTEXT_TOO_LONG, new NextMove.Shrink()));

        TurnId turn = node.say(session, "And this is the last one");
        story.awaitEnd(turn);

        assertThat(story.only(StepEvent.ContextCompacting.class).overflow())
                .isEqualTo(Overflow.REFUSED);
        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ReasonFailed",
                        "ReasonStarted",
                        "ContextCompacting",
                        "ContextCompacted",
                        "OutputCompleted",
                        "TurnCompleted");
        assertThat(text(model.requests().getLast())).contains(FACT).contains("the last one");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_turn_that_waits_for_notes_can_be_cancelled() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        notes =
                () -> {
                    asked.set(true);
                    return Script.started().stall();
                };
        TurnId last = node.say(session, question(0));
        for (int i = 1; i < 12; i++) {
            last = node.say(session, question(i));
        }
        Await.until("somebody waits for notes", asked::get);
        notes = () -> answer(FACT);

        TurnId turn = story.only(StepEvent.ContextCompacting.class).turn();
        node.cancel(session);
        story.awaitEnd(turn);
        story.awaitEnd(last);

        assertThat(story.factsOf(turn))
                .contains("TurnCancelled")
                .doesNotContain("ContextCompacted");
        assertThat(story.all(StepEvent.ContextCompacted.class)).isNotEmpty();
        Await.until("all calls are over", () -> model.openCalls() == 0);
        Invariants.holdWhenSettled(story);
    }

    private static Script answer(String text) {
        return Script.started().text(text).finish(FinishReason.STOP);
    }

    private void ask(int questions) throws InterruptedException {
        for (int i = 0; i < questions; i++) {
            story.awaitEnd(node.say(session, question(i)));
        }
    }

    private static String question(int number) {
        return "This is question " + number + ". " + "More of it. ".repeat(20);
    }

    private static boolean isForNotes(ModelRequest request) {
        return request.instructions().equals(Digest.INSTRUCTIONS);
    }

    private static String text(ModelRequest request) {
        StringBuilder all = new StringBuilder();
        for (TranscriptItem item : request.transcript()) {
            if (item instanceof TranscriptItem.Said said) {
                all.append(said.message().text()).append('\n');
            }
        }
        return all.toString();
    }
}
