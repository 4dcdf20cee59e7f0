package dev.perdure.engine.worker;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is to end lets another one go on, and nothing is done twice for it. */
class DrainTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final List<Gate> gates = new ArrayList<>();
    private final FakeTools tools =
            new FakeTools()
                    .acting(
                            "send",
                            call -> {
                                gate().pass();
                                return ToolResult.success("sent");
                            });
    private final Node leaving = parts(storage, model, tools).start();
    private final ScriptedModel secondModel = new ScriptedModel();
    private final FakeTools secondTools = new FakeTools().acting("send", FakeTools.says("sent"));
    private final SessionKey session = leaving.open();
    private final Story story = leaving.story(session);

    private static NodeParts parts(InMemoryStorage storage, ScriptedModel model, FakeTools tools) {
        TurnLimits limits = TurnLimits.DEFAULT;
        return Node.on(storage)
                .model(model)
                .tools(tools)
                .limits(
                        new TurnLimits(
                                limits.steps(),
                                limits.attemptsPerStep(),
                                2,
                                limits.turnTime(),
                                limits.toolTime(),
                                limits.firstChunkTime(),
                                limits.betweenChunksTime(),
                                limits.outputCharacters(),
                                limits.transcriptCharacters(),
                                limits.stepTime(),
                                limits.sameSteps(),
                                limits.toolOutputCharacters()));
    }

    private synchronized Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    private synchronized List<Gate> gates() {
        return List.copyOf(gates);
    }

    private Node another() {
        return parts(storage.node(), secondModel, secondTools).start();
    }

    @AfterEach
    void stop() {
        gates().forEach(Gate::open);
        leaving.close();
    }

    @Test
    void an_answer_under_way_is_written_to_its_end_and_the_turn_goes_on_elsewhere()
            throws Exception {
        Gate gate = new Gate();
        model.next(
                Script.started()
                        .text("Let me ")
                        .hold(gate)
                        .text("send.")
                        .call(toolCall("a", "send"))
                        .finish());
        secondModel.next(Script.answer("Done."));
        TurnId turn = leaving.say(session, "Send it");
        gate.awaitReached();
        Thread drain = Thread.ofVirtual().start(() -> leaving.worker().drain(LONG));
        Await.until("no place is offered", () -> !offersPlace());

        try (Node second = another()) {
            gate.open();
            drain.join();
            second.story(session).awaitEnd(turn);
        }

        assertThat(tools.runs()).isEmpty();
        assertThat(secondTools.runs()).hasSize(1);
        assertThat(model.requests()).hasSize(1);
        assertThat(secondModel.requests()).hasSize(1);
        assertNothingWasCut();
    }

    private boolean offersPlace() {
        boolean offered = leaving.worker().reserve();
        if (offered) {
            leaving.worker().release();
        }
        return offered;
    }

    @Test
    void tools_under_way_end_where_they_run_and_the_others_run_elsewhere() throws Exception {
        model.next(
                Script.calls(
                        toolCall("a", "send"),
                        toolCall("b", "send"),
                        toolCall("c", "send"),
                        toolCall("d", "send")));
        secondModel.next(Script.answer("All sent."));
        TurnId turn = leaving.say(session, "Send four");
        Await.until("two run", () -> gates().size() == 2);
        Thread drain = Thread.ofVirtual().start(() -> leaving.worker().drain(LONG));
        Await.until("no place is offered", () -> !offersPlace());
        gates().get(0).awaitReached();
        gates().get(1).awaitReached();

        try (Node second = another()) {
            gates().get(0).open();
            story.awaitFact(StepEvent.ToolCompleted.class);
            assertThat(gates()).as("nothing takes the free place").hasSize(2);
            gates().get(1).open();
            drain.join();
            second.story(session).awaitEnd(turn);
        }

        assertThat(tools.runs()).hasSize(2);
        assertThat(secondTools.runs()).hasSize(2);
        assertNothingWasCut();
    }

    @Test
    void an_answer_that_outlasts_the_bound_is_cut_and_begun_anew_elsewhere() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        secondModel.next(Script.answer("Goodbye"));
        TurnId turn = leaving.say(session, "Hi");
        gate.awaitReached();

        leaving.worker().drain(Duration.ofMillis(50));

        Await.until("the call is closed", () -> model.openCalls() == 0);
        try (Node second = another()) {
            second.story(session).awaitEnd(turn);
        }
        assertThat(story.all(StepEvent.AttemptSuperseded.class)).hasSize(1);
        assertThat(story.only(StepEvent.OutputCompleted.class).message().text())
                .isEqualTo("Goodbye");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_turn_that_ends_by_itself_in_time_ends_where_it_ran() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = leaving.say(session, "Hi");
        gate.awaitReached();
        Thread drain = Thread.ofVirtual().start(() -> leaving.worker().drain(LONG));
        gate.open();
        drain.join();

        story.awaitEnd(turn);
        assertThat(secondModel.requests()).isEmpty();
        assertNothingWasCut();
    }

    @Test
    void what_is_said_to_a_node_that_drains_is_answered_by_another() throws Exception {
        leaving.worker().drain(LONG);
        secondModel.next(Script.answer("Hello"));

        TurnId turn = leaving.say(session, "Hi");

        try (Node second = another()) {
            second.story(session).awaitEnd(turn);
        }
        assertThat(model.requests()).isEmpty();
        assertNothingWasCut();
    }

    @Test
    void a_turn_of_a_node_alone_goes_on_after_its_next_start() throws Exception {
        model.next(Script.calls(toolCall("a", "send")));
        secondModel.next(Script.answer("Sent."));
        TurnId turn = leaving.say(session, "Send it");
        Await.until("it runs", () -> gates().size() == 1);
        Thread drain = Thread.ofVirtual().start(() -> leaving.worker().drain(LONG));
        gates().getFirst().open();
        drain.join();
        leaving.close();

        try (Node next = another()) {
            next.story(session).awaitEnd(turn);
        }
        assertThat(tools.runs()).hasSize(1);
        assertThat(secondTools.runs()).isEmpty();
        assertNothingWasCut();
    }

    @Test
    void a_turn_that_is_asked_to_stop_meanwhile_is_stopped() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = leaving.say(session, "Hi");
        gate.awaitReached();
        Thread drain = Thread.ofVirtual().start(() -> leaving.worker().drain(LONG));

        leaving.cancel(session);

        drain.join();
        story.awaitEnd(turn);
        assertThat(story.lastRecordsOf(turn, 2)).containsExactly("TurnCancelled", "SessionIdled");
    }

    private void assertNothingWasCut() {
        assertThat(story.all(StepEvent.AttemptSuperseded.class)).isEmpty();
        assertThat(story.all(StepEvent.ToolOutcomeUnknown.class)).isEmpty();
        assertThat(story.all(StepEvent.ToolStarted.class))
                .allMatch(started -> started.attempt().value() == 1);
        Invariants.holdWhenSettled(story);
    }
}
