package dev.perdure.contract.crash;

import dev.perdure.contract.invariant.SessionHistory;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.store.Window;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.turn.TurnId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One play of a scenario with one thing that goes wrong, or nothing, and what must hold of it. */
final class Case {

    /** For each thing that goes wrong. */
    private static final int SUPERSEDED_MAX = 6;

    private static final String LAST_WORDS = "Still there?";

    private final Scenario scenario;
    private final World world;
    private final List<Watcher> watchers;

    /**
     * @param watchers of the node in danger, and of those that replace it
     */
    Case(Scenario scenario, World world, List<Watcher> watchers) {
        this.scenario = scenario;
        this.world = world;
        this.watchers = List.copyOf(watchers);
    }

    /** Plays and judges; what does not hold is thrown. */
    void play() {
        try (Stage stage = new Stage(world, watchers)) {
            stage.play(scenario);
            stage.calm();
            if (scenario.leavesNothing()) {
                judgeAbsence(stage);
            } else {
                judge(stage);
                stage.insistOn(Act.says(LAST_WORDS));
                stage.insistOn(Act.awaitsTheEnd());
                judgeLastWords(stage);
            }
        }
    }

    private void judge(Stage stage) {
        SessionHistory history = world.ledger().settled(stage.session());
        require(history.open().isEmpty(), "every turn has ended");
        require(history.turns() == scenario.messages(), "every message is there once");
        require(
                history.superseded() <= SUPERSEDED_MAX * watchers.size(),
                "work is not begun again without need");
        boolean fails = scenario.end() == TurnEvent.TurnFailed.class;
        require(fails || history.failed() == 0, "no turn fails of it");
        require(
                turns(stage, TurnEvent.CancelRequested.class)
                        .equals(turns(stage, TurnEvent.TurnCancelled.class)),
                "who was asked to stop did, and nobody else");
        judgeSubAgents(stage);
        Purse purse = Purse.of(world.eyes(), stage.session());
        require(purse.holdsNothing(), "no reservation outlives its turn");
        require(purse.isExact(), "what is spent is what calls came to");
        require(
                purse.hasPaidFor(stage.story().all(StepEvent.OutputCompleted.class).size()),
                "every answer is paid for");
        if (watchers.stream().noneMatch(Watcher::hasStruck)) {
            require(endOfFirst(stage), "the first turn ends in " + scenario.end().getSimpleName());
        }
    }

    /** Each is there once, was given its task once, and is over when nobody waits for it. */
    private void judgeSubAgents(Stage stage) {
        List<Story> below = stage.subAgents();
        int watched =
                world.eyes()
                        .schedules()
                        .list(
                                stage.session().organisation(),
                                stage.session(),
                                new Window(0, Window.LIMIT_MAX))
                        .items()
                        .size();
        boolean cancelled = scenario.end() == TurnEvent.TurnCancelled.class;
        require(cancelled || watched == below.size(), "a call has one sub-agent");
        for (Story story : below) {
            SessionHistory history = world.ledger().settled(story.session());
            require(history.turns() == 1, "a sub-agent is given its task once");
            require(history.open().isEmpty(), "no sub-agent outlives who waits for it");
            require(cancelled || history.cancelled() == 0, "who is waited for is not stopped");
            require(history.failed() == 0, "no turn of a sub-agent fails of it");
        }
    }

    private void judgeAbsence(Stage stage) {
        require(world.eyes().log().head(stage.session()).isEmpty(), "what was removed is gone");
        require(stage.story().records().isEmpty(), "nothing comes back");
    }

    private void judgeLastWords(Stage stage) {
        SessionHistory history = world.ledger().settled(stage.session());
        require(history.open().isEmpty(), "every turn has ended");
        String answer =
                stage.story().all(StepEvent.OutputCompleted.class).getLast().message().text();
        require(answer.equals("You said: " + LAST_WORDS), "the session goes on");
    }

    private boolean endOfFirst(Stage stage) {
        List<TurnEvent.Whole> facts = stage.story().all(TurnEvent.Whole.class);
        TurnId first = facts.getFirst().turn();
        return facts.stream()
                .anyMatch(fact -> fact.turn().equals(first) && scenario.end().isInstance(fact));
    }

    private static Set<TurnId> turns(Stage stage, Class<? extends TurnEvent.Whole> kind) {
        Set<TurnId> turns = new HashSet<>();
        for (Envelope envelope : stage.story().records()) {
            if (kind.isInstance(envelope.entry())) {
                turns.add(Objects.requireNonNull(kind.cast(envelope.entry())).turn());
            }
        }
        return turns;
    }

    private static void require(boolean holds, String promise) {
        if (!holds) {
            throw new Violation("\"" + promise + "\" does not hold");
        }
    }

    @Override
    public String toString() {
        return scenario + ": " + watchers;
    }
}
