package dev.perdure.engine.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of every log, whatever happened to the nodes that wrote it. */
public final class Invariants {

    private final List<Envelope> records;
    private final Map<TurnId, Entry> ends = new HashMap<>();
    private final Set<TurnId> received = new HashSet<>();
    private final Set<TurnId> disposed = new HashSet<>();
    private final Set<MessageId> superseded = new HashSet<>();
    private final Set<MessageId> completed = new HashSet<>();
    private final Set<CallKey> answered = new HashSet<>();
    private final Set<CallKey> repeatable = new HashSet<>();
    private final Set<CallKey> inDoubt = new HashSet<>();
    private final Set<CallKey> mayRunAgain = new HashSet<>();
    private final Set<CallKey> decided = new HashSet<>();
    private final Map<CallKey, ToolCall> planned = new HashMap<>();
    private final Map<CallKey, ToolCall> mayRun = new HashMap<>();
    private final Map<MessageId, Integer> written = new HashMap<>();

    private Invariants(List<Envelope> records) {
        this.records = records;
    }

    /** Checks a log in which every turn has had the time to end. */
    public static void holdWhenSettled(Story story) {
        Invariants invariants = new Invariants(story.records());
        invariants.check();
        assertThat(invariants.ends.keySet())
                .as("turns that have ended")
                .isEqualTo(invariants.received);
    }

    private void check() {
        long offset = 0;
        long version = 0;
        Instant time = Instant.MIN;
        for (Envelope envelope : records) {
            offset++;
            version += envelope.isFact() ? 1 : 0;
            assertThat(envelope.offset().value()).as("offset").isEqualTo(offset);
            assertThat(envelope.version().value()).as("version at %s", offset).isEqualTo(version);
            assertThat(envelope.time()).as("time at %s", offset).isAfterOrEqualTo(time);
            time = envelope.time();
            take(envelope.entry());
        }
    }

    private void take(Entry entry) {
        switch (entry) {
            case Delta delta -> take(delta);
            case TurnEvent fact -> take(fact);
            case SessionEvent other -> {}
        }
    }

    private void take(Delta delta) {
        assertThat(ends).as("ends before %s", delta).doesNotContainKey(delta.turn());
        assertThat(superseded).as("superseded before %s", delta).doesNotContain(delta.message());
        assertThat(completed).as("completed before %s", delta).doesNotContain(delta.message());
        if (delta instanceof Delta.OutputDelta) {
            int at = written.getOrDefault(delta.message(), 0);
            assertThat(delta.at()).as("place of %s", delta).isEqualTo(at);
            written.put(delta.message(), at + delta.text().length());
        }
    }

    private void take(TurnEvent fact) {
        switch (fact) {
            case TurnEvent.Whole whole -> take(whole);
            case StepEvent step -> {
                assertThat(ends).as("ends before %s", step).doesNotContainKey(step.turn());
                take(step);
            }
        }
    }

    private void take(TurnEvent.Whole fact) {
        switch (fact) {
            case TurnEvent.MessageReceived message ->
                    assertThat(received.add(message.turn())).as("first of its turn").isTrue();
            case TurnEvent.MessageQueued queued -> disposed(queued);
            case TurnEvent.MessageInterrupted interrupting -> disposed(interrupting);
            case TurnEvent.MessageSteered steered -> {
                disposed(steered);
                assertThat(ends).as("ends before %s", steered).doesNotContainKey(steered.into());
                ends.put(steered.turn(), steered);
            }
            case TurnEvent.SessionActivated activated -> notEnded(activated);
            case TurnEvent.TurnStarted begun -> notEnded(begun);
            case TurnEvent.CancelRequested asked -> notEnded(asked);
            case TurnEvent.TurnCompleted end -> end(end);
            case TurnEvent.TurnFailed end -> end(end);
            case TurnEvent.TurnCancelled end -> end(end);
            case TurnEvent.TurnSealed end -> end(end);
            case TurnEvent.SessionIdled idled ->
                    assertThat(ends).as("ends before %s", idled).containsKey(idled.turn());
        }
    }

    private void take(StepEvent fact) {
        switch (fact) {
            case StepEvent.AttemptSuperseded attempt -> {
                assertThat(completed).as("completed").doesNotContain(attempt.message());
                superseded.add(attempt.message());
            }
            case StepEvent.OutputCompleted output -> {
                assertThat(superseded).as("superseded").doesNotContain(output.message().id());
                assertThat(completed.add(output.message().id())).as("completed once").isTrue();
            }
            case StepEvent.ToolStarted tool -> started(tool);
            case StepEvent.ToolCompleted tool -> {
                CallKey call = new CallKey(tool.turn(), tool.call());
                assertThat(answered.add(call)).as("answered once: %s", tool).isTrue();
            }
            case StepEvent.ReasonStarted ignored -> {}
            case StepEvent.OutputStarted ignored -> {}
            case StepEvent.ThinkingCompleted ignored -> {}
            case StepEvent.ReasonCompleted ignored -> {}
            case StepEvent.ReasonFailed ignored -> {}
            case StepEvent.ModelSwitched ignored -> {}
            case StepEvent.BudgetReached ignored -> {}
            case StepEvent.BudgetResumed ignored -> {}
            case StepEvent.BudgetWarned ignored -> {}
            case StepEvent.ContextReduced ignored -> {}
            case StepEvent.ContextCompacting ignored -> {}
            case StepEvent.ContextCompacted ignored -> {}
            case StepEvent.ContextCompactionFailed ignored -> {}
            case StepEvent.GenerationRecorded ignored -> {}
            case StepEvent.ActStarted act ->
                    act.calls()
                            .forEach(call -> {
                                CallKey key = new CallKey(act.turn(), call.call().id());
                                if (call.repeatable()) {
                                    repeatable.add(key);
                                }
                                if (call.mayRun()) {
                                    mayRun.put(key, call.call());
                                }
                                planned.put(key, call.call());
                            });
            case StepEvent.ApprovalRequested asked ->
                    assertThat(mayRun)
                            .as("not allowed before %s", asked)
                            .doesNotContainKey(new CallKey(asked.turn(), asked.call().id()));
            case StepEvent.ApprovalDecided decided -> decided(decided);
            case StepEvent.ClientToolsRequested ignored -> {}
            case StepEvent.ToolOutcomeUnknown tool ->
                    assertThat(inDoubt.add(new CallKey(tool.turn(), tool.call())))
                            .as("in doubt once at a time: %s", tool)
                            .isTrue();
            case StepEvent.RulingRequested tool ->
                    assertThat(inDoubt)
                            .as("in doubt before %s", tool)
                            .contains(new CallKey(tool.turn(), tool.call()));
            case StepEvent.ToolDelegated tool -> delegated(tool);
            case StepEvent.OutcomeRuled tool -> ruled(tool);
            case StepEvent.ActCompleted ignored -> {}
        }
    }

    private void decided(StepEvent.ApprovalDecided fact) {
        CallKey key = new CallKey(fact.turn(), fact.call());
        assertThat(decided.add(key)).as("decided once: %s", fact).isTrue();
        if (fact.approval() != Approval.REJECTED) {
            ToolCall made = planned.get(key);
            mayRun.put(
                    key,
                    fact.edited() == null
                            ? made
                            : new ToolCall(made.id(), made.name(), fact.edited()));
        }
    }

    /** What may not be repeated is run again only when that was ruled. */
    private void started(StepEvent.ToolStarted tool) {
        CallKey call = new CallKey(tool.turn(), tool.call().id());
        assertThat(answered).as("answered before %s", tool).doesNotContain(call);
        assertThat(mayRun.get(call)).as("allowed, and these bytes").isEqualTo(tool.call());
        boolean first = tool.attempt().value() == 1;
        assertThat(first || repeatable.contains(call) || mayRunAgain.remove(call))
                .as("may be run: %s", tool)
                .isTrue();
    }

    /** Of a call that runs, and has no result yet. */
    private void delegated(StepEvent.ToolDelegated tool) {
        CallKey call = new CallKey(tool.turn(), tool.call());
        assertThat(mayRun).as("runs before %s", tool).containsKey(call);
        assertThat(answered).as("answered before %s", tool).doesNotContain(call);
    }

    private void ruled(StepEvent.OutcomeRuled tool) {
        CallKey call = new CallKey(tool.turn(), tool.call());
        assertThat(inDoubt.remove(call)).as("in doubt before %s", tool).isTrue();
        if (tool.ruling() == Ruling.RUN_AGAIN) {
            mayRunAgain.add(call);
        }
    }

    private void notEnded(TurnEvent fact) {
        assertThat(ends).as("ends before %s", fact).doesNotContainKey(fact.turn());
    }

    /** When a turn ends, it was said of every message that came during it what became of it. */
    private void end(TurnEvent fact) {
        notEnded(fact);
        ends.put(fact.turn(), fact);
        Set<TurnId> waiting = new HashSet<>(received);
        waiting.removeAll(ends.keySet());
        assertThat(disposed).as("told what becomes of them before %s", fact).containsAll(waiting);
    }

    private void disposed(TurnEvent fact) {
        notEnded(fact);
        assertThat(disposed.add(fact.turn())).as("told once: %s", fact).isTrue();
    }

    /** Call ids are unique within a turn only. */
    private record CallKey(TurnId turn, ToolCallId call) {}
}
