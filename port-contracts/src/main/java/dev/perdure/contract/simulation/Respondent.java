package dev.perdure.contract.simulation;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who answers in one session when it waits for somebody: with the results of the tools its client
 * runs, and with what is to be made of a call whose outcome nobody knows.
 */
final class Respondent {

    private static final Duration PACE = Duration.ofMillis(700);

    private final Surroundings world;
    private final Cluster cluster;
    private final SessionKey session;
    private final Life life = new Life("respondent");

    Respondent(Surroundings world, Cluster cluster, SessionKey session) {
        this.world = world;
        this.cluster = cluster;
        this.session = session;
    }

    void begin() {
        world.carrier()
                .after(
                        life,
                        PACE.toNanos(),
                        () -> {
                            respond();
                            begin();
                        });
    }

    private void respond() {
        SessionState state = world.store().checker().history(session).state();
        for (TurnState turn : state.turns().values()) {
            for (TurnEffect effect : TurnLoop.outstanding(turn)) {
                if (effect instanceof TurnEffect.AwaitClientResults results && isInTheMood()) {
                    Batch batch = results(state, turn, results);
                    ask(node -> append(node, batch));
                }
                if (effect instanceof TurnEffect.AwaitRuling ruling && isInTheMood()) {
                    ToolCallId call = inOrder(ruling.calls()).getFirst();
                    Verdict verdict = verdict(ruling, call);
                    ask(node -> rule(node, call, verdict));
                }
            }
        }
    }

    /** A set's own order is another in every process. */
    private static List<ToolCallId> inOrder(Set<ToolCallId> calls) {
        return calls.stream().sorted(Comparator.comparing(ToolCallId::value)).toList();
    }

    private boolean isInTheMood() {
        return world.chance().in100(50);
    }

    private void ask(Question question) {
        cluster.any()
                .ifPresent(node ->
                        node.run(
                                "request",
                                () -> {
                                    try {
                                        question.to(node);
                                    } catch (LogUnavailable outage) {
                                        world.trace()
                                                .add(
                                                        world.carrier().now(),
                                                        node.life().name(),
                                                        "could not take a response");
                                    }
                                }));
    }

    private Batch results(SessionState state, TurnState turn, TurnEffect.AwaitClientResults owed) {
        Map<ToolCallId, ToolResult> results = new LinkedHashMap<>();
        inOrder(owed.calls()).forEach(call -> results.put(call, ToolResult.success("asked")));
        List<Event> facts =
                TurnLoop.decide(
                                turn,
                                new TurnInput.ClientResults(results, world.store().trueTime()))
                        .get()
                        .facts();
        TurnState next = turn;
        for (Event fact : facts) {
            next = TurnLoop.evolve(next, (TurnEvent) fact);
        }
        WorkChange change =
                next instanceof TurnState.AwaitingPerson
                        ? new WorkChange.Unchanged()
                        : new WorkChange.MakeDue(turn.turn());
        return Batch.of(session, new Guard.AtVersion(state.version()), facts).with(change);
    }

    private void append(VirtualNode node, Batch batch) {
        if (Appends.one(node.log(), batch) instanceof AppendOutcome.Appended) {
            world.counts().add(Figure.RESULTS_HANDED_IN);
        }
    }

    /** An honest one: what is reported as done has happened. */
    private Verdict verdict(TurnEffect.AwaitRuling ruling, ToolCallId call) {
        ToolResult found =
                world.book().hasHappened(session, ruling.turn(), call)
                        ? ToolResult.success("found out")
                        : ToolResult.error("It seems that nothing happened.");
        return world.chance()
                .oneOf(
                        List.of(
                                new Verdict.RunAgain(),
                                new Verdict.TakeResult(found),
                                new Verdict.TellModel()));
    }

    private void rule(VirtualNode node, ToolCallId call, Verdict verdict) {
        if (node.ruleOutcome().rule(session, call, verdict).isRight()) {
            world.counts().add(Figure.OUTCOMES_RULED);
        }
    }

    /** What is asked of a node. */
    @FunctionalInterface
    private interface Question {
        void to(VirtualNode node);
    }
}
