package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.answered;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.beginWithOthers;
import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.failed;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.probed;
import static dev.perdure.loop.Given.proceed;
import static dev.perdure.loop.Given.readOnly;
import static dev.perdure.loop.Given.recovered;
import static dev.perdure.loop.Given.results;
import static dev.perdure.loop.Given.returned;
import static dev.perdure.loop.Given.ruled;
import static dev.perdure.loop.Given.soon;
import static dev.perdure.loop.Given.tooLate;
import static dev.perdure.loop.Given.unknown;

import dev.perdure.event.TurnEvent;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One case for each transition of the machine, each from a state the machine itself reached. */
final class TransitionCases {

    private static final TurnInput BACK_OFF = failed(1, 1, new NextMove.BackOff());
    private static final TurnInput CANCEL = new TurnInput.CancelAsked("enough", Map.of());
    private static final TurnInput BOUND = new TurnInput.BoundHit(SealReason.OUTPUT_CHARACTERS);
    private static final TurnInput NOT_RUNNABLE =
            new TurnInput.NotRunnable(Refusal.noSuchModel("none"));
    private static final TurnInput RECOVERED_TOO_LATE = new TurnInput.Recovered(tooLate());
    private static final TurnInput RANG = new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2)));

    private static final TurnState QUEUED = Given.QUEUED;
    private static final TurnState READY = ready(1, 1);
    private static final TurnState REASONING = after(begin());
    private static final TurnInput OUTGROWN =
            new TurnInput.ContextOutgrown(
                    StepNumber.FIRST, Attempt.FIRST, Given.STRETCH, Reduction.HALF, "Too long.");
    private static final TurnState CONDENSING = after(begin(), OUTGROWN);
    private static final TurnState LAST_ATTEMPT = after(begin(), recovered());
    private static final TurnState BACKING_OFF = after(begin(), BACK_OFF);
    private static final TurnState HELD = after(begin(), Given.heldByBudget(1));
    private static final TurnInput FUNDED = new TurnInput.Funded(Given.NOTICE);
    private static final TurnState ONE_TOOL = after(begin(), answered(1, 1, once("a")));
    private static final TurnState TOOL_AND_CLIENT =
            after(begin(), answered(1, 1, once("a"), client("b")));
    private static final TurnState ALL_DONE =
            after(begin(), answered(1, 1, client("a")), results("a"));
    private static final TurnState WAITING =
            after(begin(), answered(1, 1, client("a"), client("b")));

    private static final TurnState IN_DOUBT =
            after(begin(), answered(1, 1, once("a")), recovered());
    private static final TurnState IN_DOUBT_WITH_CLIENT =
            after(begin(), answered(1, 1, once("a"), client("b")), recovered());
    private static final TurnState ASKED =
            after(begin(), answered(1, 1, once("a")), recovered(), unknown("a"));
    private static final TurnState ASKED_WITH_CLIENT =
            after(begin(), answered(1, 1, once("a"), client("b")), recovered(), unknown("a"));
    private static final TurnState ASKED_TWICE =
            after(
                    begin(),
                    answered(1, 1, once("a"), once("b")),
                    recovered(),
                    unknown("a"),
                    unknown("b"));
    private static final TurnState ASKED_WHILE_RUNNING =
            after(begin(), answered(1, 1, once("a"), readOnly("b")), recovered(), unknown("a"));
    private static final TurnInput TOLD = probed("a", new Finding.Done(ToolResult.success("5")));

    private TransitionCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(ofQueued());
        cases.addAll(ofReady());
        cases.addAll(ofReasoning());
        cases.addAll(ofBackingOff());
        cases.addAll(ofActing());
        cases.addAll(ofDoubt());
        cases.addAll(ofAwaitingClient());
        cases.addAll(ofAwaitingPerson());
        cases.addAll(GateCases.all());
        cases.addAll(GateCases.ofDelegation());
        return cases;
    }

    private static List<Case> ofQueued() {
        return List.of(
                new Case("a due turn begins", QUEUED, begin(), "Reasoning"),
                new Case("a due turn cannot be set up", QUEUED, NOT_RUNNABLE, "Failed"),
                new Case("a due turn changes hands", QUEUED, recovered(), "Queued"),
                new Case("a due turn is cancelled", QUEUED, CANCEL, "Cancelled"));
    }

    private static List<Case> ofReady() {
        return List.of(
                new Case("the next attempt opens", READY, proceed(), "Reasoning"),
                new Case("no attempt is left", ready(1, 3), proceed(), "Failed"),
                new Case("no step is left", ready(4, 1), proceed(), "Sealed"),
                new Case("between intents the turn changes hands", READY, recovered(), "Ready"),
                new Case("between intents a defect ends it", READY, NOT_RUNNABLE, "Failed"),
                new Case("between intents a bound is hit", READY, BOUND, "Sealed"),
                new Case("between intents it is cancelled", READY, CANCEL, "Cancelled"));
    }

    private static List<Case> ofReasoning() {
        return List.of(
                new Case("an answer", REASONING, answered(1, 1), "Completed"),
                new Case("a call for a tool", REASONING, answered(1, 1, once("a")), "Acting"),
                new Case("client calls", REASONING, answered(1, 1, client("a")), "AwaitingClient"),
                new Case(
                        "calls after the last step",
                        after(
                                begin(),
                                answered(1, 1, once("a")),
                                returned("a"),
                                answered(2, 1, once("a")),
                                returned("a")),
                        answered(3, 1, once("a")),
                        "Sealed"),
                new Case("a failure worth a wait", REASONING, BACK_OFF, "BackingOff"),
                new Case(
                        "a failure that another model is spared",
                        after(beginWithOthers()),
                        failed(1, 1, new NextMove.UseOtherModel()),
                        "Reasoning"),
                new Case(
                        "a failure for good",
                        REASONING,
                        failed(1, 1, new NextMove.GiveUp()),
                        "Failed"),
                new Case(
                        "a wait beyond the turn's time",
                        REASONING,
                        failed(1, 1, new NextMove.RetryAfter(Duration.ofDays(1))),
                        "Sealed"),
                new Case("a request that outgrew its model", REASONING, OUTGROWN, "Reasoning"),
                new Case("notes are written", CONDENSING, condensed(), "Reasoning"),
                new Case("no notes are written", CONDENSING, notCondensed(), "Reasoning"),
                new Case("an orphaned attempt", REASONING, recovered(), "Reasoning"),
                new Case("an orphaned last attempt", LAST_ATTEMPT, recovered(), "Failed"),
                new Case("an orphan found too late", REASONING, RECOVERED_TOO_LATE, "Sealed"),
                new Case("a call that cannot go on", REASONING, NOT_RUNNABLE, "Failed"),
                new Case("output without end", REASONING, BOUND, "Sealed"),
                new Case("a cancel during a call", REASONING, CANCEL, "Cancelled"));
    }

    private static List<Case> ofBackingOff() {
        return List.of(
                new Case("the wait is over", BACKING_OFF, RANG, "Reasoning"),
                new Case(
                        "the timer is early",
                        BACKING_OFF,
                        new TurnInput.TimerRang(soon()),
                        "BackingOff"),
                new Case(
                        "the timer is far too late",
                        BACKING_OFF,
                        new TurnInput.TimerRang(tooLate()),
                        "Sealed"),
                new Case("a budget has room again", HELD, FUNDED, "Ready"),
                new Case("a wait changes hands", BACKING_OFF, recovered(), "BackingOff"),
                new Case("a defect during a wait", BACKING_OFF, NOT_RUNNABLE, "Failed"),
                new Case("a bound during a wait", BACKING_OFF, BOUND, "Sealed"),
                new Case("a cancel during a wait", BACKING_OFF, CANCEL, "Cancelled"));
    }

    private static List<Case> ofActing() {
        TurnState two = after(begin(), answered(1, 1, once("a"), once("b")));
        TurnState three = after(begin(), answered(1, 1, once("a"), once("b"), once("c")));
        return List.of(
                new Case("one of two tools returns", two, returned("a"), "Acting"),
                new Case("the last tool returns", ONE_TOOL, returned("a"), "Reasoning"),
                new Case(
                        "only a client call is left",
                        TOOL_AND_CLIENT,
                        returned("a"),
                        "AwaitingClient"),
                new Case("the last tool is late", ONE_TOOL, returned("a", tooLate()), "Sealed"),
                new Case("the client is faster", TOOL_AND_CLIENT, results("b"), "Acting"),
                new Case(
                        "calls that waited for a place",
                        after(three, Given.facts(three, recovered())),
                        proceed(),
                        "Acting"),
                new Case("all calls are answered", ALL_DONE, proceed(), "Reasoning"),
                new Case(
                        "all calls are answered too late",
                        ALL_DONE,
                        new TurnInput.Proceed(tooLate()),
                        "Sealed"),
                new Case(
                        "an orphaned run that may be repeated",
                        after(begin(), answered(1, 1, readOnly("a"))),
                        recovered(),
                        "Acting"),
                new Case("answered calls change hands", ALL_DONE, recovered(), "Reasoning"),
                new Case("the same, found too late", ALL_DONE, RECOVERED_TOO_LATE, "Sealed"),
                new Case("a defect during a run", ONE_TOOL, NOT_RUNNABLE, "Failed"),
                new Case("a bound during a run", ONE_TOOL, BOUND, "Sealed"),
                new Case("a cancel during a run", ONE_TOOL, CANCEL, "Cancelled"));
    }

    private static List<Case> ofDoubt() {
        return List.of(
                new Case(
                        "a call never happened",
                        IN_DOUBT,
                        probed("a", new Finding.NeverHappened()),
                        "Acting"),
                new Case("the tool tells what a call came to", IN_DOUBT, TOLD, "Reasoning"),
                new Case(
                        "the same, with a client call",
                        IN_DOUBT_WITH_CLIENT,
                        TOLD,
                        "AwaitingClient"),
                new Case(
                        "the tool tells too late",
                        IN_DOUBT,
                        probed("a", new Finding.Done(ToolResult.success("5")), tooLate()),
                        "Sealed"),
                new Case("the tool cannot tell", IN_DOUBT, unknown("a"), "AwaitingPerson"),
                new Case(
                        "another tool returns while somebody is asked",
                        ASKED_WHILE_RUNNING,
                        returned("b"),
                        "AwaitingPerson"),
                new Case(
                        "a ruling while another tool runs",
                        ASKED_WHILE_RUNNING,
                        ruled("a", new Verdict.TellModel()),
                        "Acting"));
    }

    private static List<Case> ofAwaitingPerson() {
        return List.of(
                new Case(
                        "a ruling to run again",
                        ASKED,
                        ruled("a", new Verdict.RunAgain()),
                        "Acting"),
                new Case(
                        "one ruling of two",
                        ASKED_TWICE,
                        ruled("b", new Verdict.TellModel()),
                        "AwaitingPerson"),
                new Case(
                        "a ruling with a client call",
                        ASKED_WITH_CLIENT,
                        ruled("a", new Verdict.TellModel()),
                        "AwaitingClient"),
                new Case(
                        "the client is faster than who rules",
                        ASKED_WITH_CLIENT,
                        results("b"),
                        "AwaitingPerson"),
                new Case("a question changes hands", ASKED, recovered(), "AwaitingPerson"),
                new Case("a defect before a ruling", ASKED, NOT_RUNNABLE, "Failed"),
                new Case("a bound before a ruling", ASKED, BOUND, "Sealed"),
                new Case("a cancel before a ruling", ASKED, CANCEL, "Cancelled"));
    }

    private static List<Case> ofAwaitingClient() {
        return List.of(
                new Case("some results", WAITING, results("a"), "AwaitingClient"),
                new Case("all results", WAITING, results("a", "b"), "Acting"),
                new Case("waiting changes hands", WAITING, recovered(), "AwaitingClient"),
                new Case("a defect while waiting", WAITING, NOT_RUNNABLE, "Failed"),
                new Case("a bound while waiting", WAITING, BOUND, "Sealed"),
                new Case("a cancel while waiting", WAITING, CANCEL, "Cancelled"));
    }

    private static TurnInput condensed() {
        return new TurnInput.ContextCondensed(
                StepNumber.FIRST,
                Attempt.FIRST,
                "Notes.",
                9,
                3,
                Given.SPENT,
                Duration.ZERO,
                BudgetNews.NONE);
    }

    private static TurnInput notCondensed() {
        return new TurnInput.ContextNotCondensed(
                StepNumber.FIRST,
                Attempt.FIRST,
                "It wrote none.",
                Given.SPENT,
                Duration.ZERO,
                Reduction.HALF,
                BudgetNews.NONE);
    }

    /**
     * Between a fact that ends an attempt and the intent of the next; only a cut log stops there.
     */
    private static TurnState ready(int step, int attempt) {
        TurnState.Ready first =
                (TurnState.Ready)
                        TurnLoop.evolve(
                                Given.QUEUED,
                                new TurnEvent.TurnStarted(
                                        Given.TURN,
                                        Given.QUESTION,
                                        null,
                                        Given.MODEL,
                                        Given.LIMITS,
                                        Given.START));
        return new TurnState.Ready(
                first.progress().atStep(new StepNumber(step)), new Attempt(attempt));
    }

    /**
     * @param to simple name of the state that follows
     */
    record Case(String name, TurnState from, TurnInput input, String to) {

        TransitionTable.Transition transition() {
            return new TransitionTable.Transition(
                    from.getClass().getSimpleName(), input.getClass().getSimpleName(), to);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
