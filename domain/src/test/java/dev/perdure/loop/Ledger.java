package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.session.SessionId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bookkeeping of what one turn's facts announce and what they answer, written without a look at the
 * machine. It also objects to facts that start something twice or answer what nobody asked.
 */
final class Ledger {

    private static final Set<FailureKind> PUT_OFF =
            Set.of(
                    FailureKind.RATE_LIMITED,
                    FailureKind.CIRCUIT_OPEN,
                    FailureKind.BUSY,
                    FailureKind.BUDGET_EXHAUSTED);

    private final TurnId turn;
    private final Map<String, TurnEffect> open = new LinkedHashMap<>();
    private final Set<String> everStarted = new HashSet<>();
    private final Map<ToolCallId, PlannedCall> planned = new HashMap<>();
    private final Set<ToolCallId> waiting = new LinkedHashSet<>();
    private final Set<ToolCallId> owed = new LinkedHashSet<>();
    private final Map<ToolCallId, SessionId> delegated = new HashMap<>();
    private final Set<ToolCallId> asked = new LinkedHashSet<>();
    private final Set<ToolCallId> mayRunAgain = new HashSet<>();
    private final Set<ToolCallId> ruledOut = new HashSet<>();
    private final Set<ToolCallId> needLeave = new LinkedHashSet<>();
    private final Set<ToolCallId> barred = new HashSet<>();
    private final Map<ToolCallId, CallHash> allowed = new HashMap<>();
    private final Map<ToolCallId, Instant> askedOfClient = new HashMap<>();
    private final Deque<ModelRef> chain = new ArrayDeque<>();
    private @Nullable TurnLimits limits;
    private Reduction reduction = Reduction.NONE;
    private int elsewhere;
    private int putOff;
    private TurnEffect.@Nullable CallModel putOffCall;
    private boolean shrinks;
    private boolean held;
    private @Nullable String stopReason;
    private boolean ended;
    private boolean idled;

    Ledger(TurnId turn) {
        this.turn = turn;
    }

    boolean ended() {
        return ended;
    }

    /** Announced minus answered. */
    Set<TurnEffect> outstanding() {
        if (ended) {
            return Set.of();
        }
        if (stopReason != null) {
            return Set.of(new TurnEffect.Abort(turn, stopReason));
        }
        Set<TurnEffect> effects = new HashSet<>(open.values());
        if (mayStart()
                || (open.isEmpty()
                        && owed.isEmpty()
                        && delegated.isEmpty()
                        && asked.isEmpty()
                        && needLeave.isEmpty())) {
            effects.add(new TurnEffect.Advance(turn));
        }
        boolean nothingRuns = open.isEmpty() && waiting.isEmpty();
        if (nothingRuns && !asked.isEmpty()) {
            effects.add(new TurnEffect.AwaitRuling(turn, asked));
        }
        if (nothingRuns && !needLeave.isEmpty()) {
            effects.add(new TurnEffect.AwaitApproval(turn, needLeave));
        }
        if (nothingRuns && !owed.isEmpty()) {
            effects.add(new TurnEffect.AwaitClientResults(turn, owed, until()));
        }
        if (nothingRuns && !delegated.isEmpty()) {
            effects.add(new TurnEffect.AwaitTasks(turn, delegated.keySet()));
        }
        return effects;
    }

    private boolean mayStart() {
        long running = open.values().stream().filter(TurnEffect.RunTool.class::isInstance).count();
        return limits != null
                && running < limits.parallelTools()
                && waiting.stream().anyMatch(this::hasItsClassToItself);
    }

    /** Of what runs, or may have run and is looked into. */
    private boolean hasItsClassToItself(ToolCallId id) {
        String name = planned.get(id).concurrencyClass();
        return name.isEmpty()
                || planned.values().stream()
                        .noneMatch(other ->
                                !other.call().id().equals(id)
                                        && other.concurrencyClass().equals(name)
                                        && (open.containsKey(tool(other.call().id()))
                                                || open.containsKey(doubt(other.call().id()))));
    }

    private @Nullable Instant until() {
        Instant first = owed.stream().map(askedOfClient::get).min(Instant::compareTo).orElseThrow();
        return limits.clientTime() == null ? null : first.plus(limits.clientTime());
    }

    void take(Event event) {
        switch (event) {
            case SessionEvent ignored -> {}
            case TurnEvent fact -> {
                if (fact.turn().equals(turn)) {
                    takeOwn(fact);
                }
            }
        }
    }

    private void takeOwn(TurnEvent event) {
        if (ended) {
            assertThat(event).as("after the end").isInstanceOf(TurnEvent.SessionIdled.class);
            assertThat(idled).as("idled before").isFalse();
            idled = true;
            return;
        }
        switch (event) {
            case TurnEvent.MessageReceived fact ->
                    announce("start", new TurnEffect.StartTurn(turn, fact.message().id()));
            case TurnEvent.TurnStarted fact -> {
                limits = fact.limits();
                chain.add(fact.model());
                chain.addAll(fact.fallbacks());
                answer("start");
            }
            case TurnEvent.CancelRequested fact -> stopReason = fact.reason();
            case TurnEvent.TurnCompleted ignored -> end();
            case TurnEvent.TurnFailed ignored -> end();
            case TurnEvent.TurnCancelled ignored -> end();
            case TurnEvent.TurnSealed ignored -> end();
            case TurnEvent.MessageQueued ignored -> {}
            case TurnEvent.MessageInterrupted ignored -> {}
            case TurnEvent.MessageSteered ignored -> {
                answer("start");
                end();
            }
            case TurnEvent.SessionActivated ignored -> {}
            case TurnEvent.SessionIdled fact -> throw new AssertionError("idle too early: " + fact);
            case StepEvent step -> takeStep(step);
        }
    }

    private void takeStep(StepEvent event) {
        switch (event) {
            case StepEvent.ReasonStarted fact -> started(fact);
            case StepEvent.ReasonCompleted fact -> answer(model(fact, fact.attempt().value()));
            case StepEvent.AttemptSuperseded fact -> answer(model(fact, fact.attempt().value()));
            case StepEvent.ReasonFailed fact -> {
                answer(model(fact, fact.attempt().value()));
                shrinks =
                        fact.failure().nextMove() instanceof NextMove.Shrink
                                && fact.retryAt() != null;
                putOff += PUT_OFF.contains(fact.failure().kind()) ? 1 : 0;
                if (fact.retryAt() != null) {
                    announce("pause " + fact, new TurnEffect.WaitUntil(turn, fact.retryAt()));
                }
            }
            case StepEvent.ModelSwitched fact -> {
                assertThat(open).as("beside a switch of models").isEmpty();
                assertThat(chain.removeFirst()).as("%s", fact).isEqualTo(fact.from());
                assertThat(chain.peekFirst()).as("%s", fact).isEqualTo(fact.to());
                elsewhere = fact.next().value() - 1;
                putOff = 0;
                reduction = Reduction.NONE;
            }
            case StepEvent.BudgetReached fact -> {
                assertThat(held).as("%s", fact).isFalse();
                held = true;
            }
            case StepEvent.BudgetResumed fact -> {
                assertThat(held).as("%s", fact).isTrue();
                held = false;
            }
            case StepEvent.BudgetWarned ignored -> {}
            case StepEvent.ContextReduced fact -> {
                boolean isOpen = open.containsKey(model(fact, fact.next().value()));
                assertThat(open).as("beside a smaller request").hasSize(isOpen ? 1 : 0);
                assertThat(fact.reduction()).as("%s", fact).isGreaterThan(reduction);
                reduction = fact.reduction();
                elsewhere += isOpen ? 0 : 1;
            }
            case StepEvent.ContextCompacting fact -> compacting(fact);
            case StepEvent.ContextCompacted fact -> noted(fact, fact.attempt().value());
            case StepEvent.ContextCompactionFailed fact -> noted(fact, fact.attempt().value());
            case StepEvent.ActStarted fact -> {
                assertThat(open).as("still open when acting starts").isEmpty();
                planned.clear();
                fact.calls().forEach(call -> planned.put(call.call().id(), call));
                allowed.clear();
                fact.calls().forEach(this::accepted);
            }
            case StepEvent.ToolStarted fact -> started(fact);
            case StepEvent.ClientToolsRequested fact ->
                    fact.calls()
                            .forEach(call -> {
                                assertThat(needLeave).as("%s", fact).doesNotContain(call.id());
                                assertThat(call)
                                        .as("%s", fact)
                                        .isEqualTo(planned.get(call.id()).call());
                                owed.add(call.id());
                                askedOfClient.put(call.id(), fact.askedAt());
                            });
            case StepEvent.ApprovalRequested fact -> {
                assertThat(planned.get(fact.call().id()).call()).isEqualTo(fact.call());
                assertThat(needLeave).as("%s", fact).contains(fact.call().id());
            }
            case StepEvent.ApprovalDecided fact -> decided(fact);
            case StepEvent.ToolDelegated fact -> {
                assertThat(open.remove(tool(fact.call())))
                        .as("%s runs", fact)
                        .isInstanceOf(TurnEffect.RunTool.class);
                delegated.put(fact.call(), fact.task());
            }
            case StepEvent.ToolOutcomeUnknown fact -> inDoubt(fact);
            case StepEvent.RulingRequested fact -> {
                assertThat(open.remove(doubt(fact.call()))).as("%s", fact).isNotNull();
                asked.add(fact.call());
            }
            case StepEvent.OutcomeRuled fact -> ruled(fact);
            case StepEvent.ToolCompleted fact -> completed(fact);
            case StepEvent.ActCompleted ignored -> {
                assertThat(planned).as("calls without a result").isEmpty();
                assertThat(open).isEmpty();
            }
            case StepEvent.OutputStarted ignored -> {}
            case StepEvent.ThinkingCompleted ignored -> {}
            case StepEvent.GenerationRecorded ignored -> {}
            case StepEvent.OutputCompleted ignored -> {}
        }
    }

    private void started(StepEvent.ReasonStarted fact) {
        open.keySet().removeIf(key -> key.startsWith("pause"));
        assertThat(open).as("beside a model call").isEmpty();
        assertThat(fact.step().value()).isLessThanOrEqualTo(limits.steps());
        assertThat(fact.model()).as("%s", fact).isEqualTo(chain.peekFirst());
        if (fact.attempt().value() == 1) {
            elsewhere = 0;
            putOff = 0;
        }
        assertThat(fact.attempt().value() - elsewhere - putOff - (shrinks ? 1 : 0))
                .isLessThanOrEqualTo(limits.attemptsPerStep());
        announce(
                model(fact, fact.attempt().value()),
                new TurnEffect.CallModel(
                        turn, fact.step(), fact.attempt(), fact.output(), fact.model()));
    }

    /** The call is put off until there are notes, or there are to be none. */
    private void compacting(StepEvent.ContextCompacting fact) {
        String key = model(fact, fact.attempt().value());
        assertThat(open).as("%s", fact).containsOnlyKeys(key);
        assertThat(reduction).as("%s", fact).isEqualTo(Reduction.NONE);
        assertThat(fact.model()).as("%s", fact).isEqualTo(chain.peekFirst());
        putOffCall = (TurnEffect.CallModel) open.get(key);
        assertThat(!shrinks || fact.overflow() == Overflow.REFUSED).as("%s", fact).isTrue();
        elsewhere += shrinks ? 1 : 0;
        shrinks = false;
        open.put(
                key,
                new TurnEffect.CondenseContext(
                        turn,
                        fact.step(),
                        fact.attempt(),
                        fact.model(),
                        new Condensing(fact.stretch(), fact.overflow())));
    }

    private void noted(StepEvent fact, int attempt) {
        assertThat(open.put(model(fact, attempt), putOffCall))
                .as("%s", fact)
                .isInstanceOf(TurnEffect.CondenseContext.class);
    }

    private void accepted(PlannedCall call) {
        ToolCallId id = call.call().id();
        switch (call.clearance()) {
            case Clearance.Needed ignored -> needLeave.add(id);
            case Clearance.Barred ignored -> barred.add(id);
            case Clearance.Given given -> throw new AssertionError("allowed unasked: " + given);
            case Clearance.Free ignored -> {
                if (call.owner() == ToolOwner.ENGINE) {
                    waiting.add(id);
                }
            }
        }
    }

    private void decided(StepEvent.ApprovalDecided fact) {
        ToolCallId id = fact.call();
        assertThat(needLeave.remove(id)).as("%s was asked for", fact).isTrue();
        assertThat(fact.edited() != null).isEqualTo(fact.approval() == Approval.EDITED);
        if (fact.approval() == Approval.REJECTED) {
            ruledOut.add(id);
            return;
        }
        PlannedCall made = planned.get(id);
        if (fact.edited() == null) {
            assertThat(fact.hash()).isEqualTo(Given.hash(id.value()));
        } else {
            assertThat(fact.hash()).isNotEqualTo(Given.hash(id.value()));
            ToolCall edited = new ToolCall(id, made.call().name(), fact.edited());
            planned.put(
                    id,
                    new PlannedCall(
                            edited,
                            made.owner(),
                            made.repeatable(),
                            made.whenUnknown(),
                            made.clearance(),
                            made.concurrencyClass()));
        }
        allowed.put(id, fact.hash());
        if (made.owner() == ToolOwner.ENGINE) {
            waiting.add(id);
        }
    }

    private void started(StepEvent.ToolStarted fact) {
        ToolCallId id = fact.call().id();
        int attempt = fact.attempt().value();
        assertThat(everStarted.add("run " + fact.step() + id + attempt))
                .as("%s for the first time", fact)
                .isTrue();
        boolean wasRuled = mayRunAgain.remove(id);
        assertThat(open.containsKey(tool(id)))
                .as("%s under way", id)
                .isEqualTo(attempt > 1 && !wasRuled);
        assertThat(attempt == 1 || wasRuled || planned.get(id).repeatable())
                .as("repeatable, or ruled to be run again")
                .isTrue();
        assertThat(fact.call()).isEqualTo(planned.get(id).call());
        assertThat(hasItsClassToItself(id)).as("%s in its class", fact).isTrue();
        waiting.remove(id);
        open.put(
                tool(id),
                new TurnEffect.RunTool(
                        turn, fact.step(), fact.attempt(), fact.call(), allowed.get(id)));
        assertThat(open.values().stream().filter(TurnEffect.RunTool.class::isInstance).count())
                .isLessThanOrEqualTo(limits.parallelTools());
    }

    private void inDoubt(StepEvent.ToolOutcomeUnknown fact) {
        TurnEffect cut = open.remove(tool(fact.call()));
        assertThat(cut).as("%s under way", fact).isInstanceOf(TurnEffect.RunTool.class);
        TurnEffect.RunTool run = (TurnEffect.RunTool) cut;
        open.put(
                doubt(fact.call()),
                new TurnEffect.ProbeTool(turn, run.step(), run.attempt(), run.call()));
    }

    private void ruled(StepEvent.OutcomeRuled fact) {
        boolean wasProbed = open.remove(doubt(fact.call())) != null;
        boolean wasAsked = asked.remove(fact.call());
        assertThat(wasProbed ^ wasAsked).as("%s in doubt", fact).isTrue();
        assertThat(fact.by() == RuledBy.CLIENT).as("asked: %s", fact).isEqualTo(wasAsked);
        if (fact.ruling() == Ruling.RUN_AGAIN) {
            mayRunAgain.add(fact.call());
            waiting.add(fact.call());
        } else {
            ruledOut.add(fact.call());
        }
    }

    private void completed(StepEvent.ToolCompleted fact) {
        boolean ran = open.remove(tool(fact.call())) != null;
        boolean handedIn = owed.remove(fact.call()) || delegated.remove(fact.call()) != null;
        boolean ruled = ruledOut.remove(fact.call());
        boolean neverRan = barred.remove(fact.call());
        assertThat(ran || handedIn || ruled || neverRan || isReceipt(fact))
                .as("%s was asked for", fact)
                .isTrue();
        assertThat(planned.remove(fact.call())).as("%s is the first result", fact).isNotNull();
    }

    /** What is said of a call in doubt when its turn is stopped. */
    private boolean isReceipt(StepEvent.ToolCompleted fact) {
        boolean inDoubt = open.remove(doubt(fact.call())) != null;
        boolean waited = asked.remove(fact.call());
        boolean cleared = mayRunAgain.remove(fact.call());
        waiting.remove(fact.call());
        return (inDoubt || waited || cleared) && fact.result().status() == ToolStatus.UNKNOWN;
    }

    private void announce(String key, TurnEffect effect) {
        assertThat(everStarted.add(key)).as("%s for the first time", key).isTrue();
        open.put(key, effect);
    }

    private void answer(String key) {
        assertThat(open.remove(key)).as("%s is open", key).isNotNull();
    }

    private void end() {
        ended = true;
    }

    private static String model(StepEvent fact, int attempt) {
        return "model " + fact.step() + " " + attempt;
    }

    private static String doubt(ToolCallId call) {
        return "doubt " + call;
    }

    private static String tool(ToolCallId call) {
        return "tool " + call;
    }
}
