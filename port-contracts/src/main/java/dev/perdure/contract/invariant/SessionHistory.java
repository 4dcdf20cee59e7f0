package dev.perdure.contract.invariant;

import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonText;
import dev.perdure.loop.SessionState;
import dev.perdure.message.MessageId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The log of one session as far as it was read, and what must hold of the next record. */
public final class SessionHistory {

    private final Set<TurnId> open = new LinkedHashSet<>();
    private final Set<TurnId> ended = new HashSet<>();
    private final Set<TurnId> disposed = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private final Set<MessageId> superseded = new HashSet<>();
    private final Set<MessageId> completed = new HashSet<>();
    private final Map<MessageId, Integer> written = new HashMap<>();
    private final Map<Call, Integer> announced = new HashMap<>();
    private final Map<Call, Integer> rulings = new HashMap<>();
    private final Map<Call, ToolResult> answered = new HashMap<>();
    private final Map<Call, String> tools = new HashMap<>();
    private final Map<Call, ToolCall> planned = new HashMap<>();
    private final Map<Call, ToolCall> mayRun = new HashMap<>();
    private final Set<Call> decided = new HashSet<>();
    private SessionState state = SessionState.EMPTY;
    private Offset offset = Offset.START;
    private StreamVersion version = StreamVersion.NONE;
    private Instant time = Instant.MIN;
    private int unknown;
    private int cancelled;
    private int failed;
    private int steered;

    public Offset offset() {
        return offset;
    }

    /** The fold of what was read. */
    public SessionState state() {
        return state;
    }

    /** The turns that have not ended, in the order they were received. */
    public Set<TurnId> open() {
        return open;
    }

    public int turns() {
        return open.size() + ended.size();
    }

    public int cancelled() {
        return cancelled;
    }

    public int failed() {
        return failed;
    }

    public int steered() {
        return steered;
    }

    /** Attempts that an owner left behind. */
    public int superseded() {
        return superseded.size();
    }

    /** Calls of which nobody knew what had become of them. */
    public int unknown() {
        return unknown;
    }

    public boolean wasSaid(String text) {
        return said.contains(text);
    }

    /** How often the log says that the call is about to be run. */
    public int announced(TurnId turn, ToolCallId call) {
        return announced.getOrDefault(new Call(turn, call), 0);
    }

    /** How many calls a person decided about. */
    public int decided() {
        return decided.size();
    }

    /** How often somebody ruled that the call be run again. */
    public int ruledToRunAgain(Call call) {
        return rulings.getOrDefault(call, 0);
    }

    /** The calls that the log says succeeded, and their tools. */
    public Map<Call, String> succeeded() {
        Map<Call, String> all = new HashMap<>();
        answered.forEach((call, result) -> {
            if (result.succeeded()) {
                all.put(call, tools.getOrDefault(call, ""));
            }
        });
        return all;
    }

    void take(Envelope next) {
        version = next.isFact() ? version.next() : version;
        require(next.offset().equals(offset.plus(1)), "offsets have no gap", next);
        require(next.version().equals(version), "versions have no gap", next);
        require(!next.time().isBefore(time), "time never falls", next);
        offset = next.offset();
        time = next.time();
        if (next.entry() instanceof Delta delta) {
            take(delta, next);
        }
        if (next.entry() instanceof TurnEvent.Whole fact) {
            takeWhole(fact, next);
        }
        if (next.entry() instanceof StepEvent fact) {
            require(open.contains(fact.turn()), "steps belong to open turns", next);
            takeStep(fact, next);
        }
        state = state.evolve(next);
    }

    private void take(Delta delta, Envelope next) {
        MessageId message = delta.message();
        require(open.contains(delta.turn()), "output belongs to open turns", next);
        require(!superseded.contains(message), "a superseded message is over", next);
        require(!completed.contains(message), "a completed message is over", next);
        if (delta instanceof Delta.OutputDelta) {
            int at = written.getOrDefault(message, 0);
            require(delta.at() == at, "text follows text", next);
            written.put(message, at + delta.text().length());
        }
    }

    private void takeWhole(TurnEvent.Whole fact, Envelope next) {
        TurnId turn = fact.turn();
        if (fact instanceof TurnEvent.MessageReceived received) {
            require(said.add(received.message().text()), "what was said once is there once", next);
            require(!ended.contains(turn) && open.add(turn), "a turn begins once", next);
        } else if (fact instanceof TurnEvent.SessionIdled) {
            require(ended.contains(turn), "a session idles after its turn", next);
        } else {
            require(open.contains(turn), "the end of a turn is its last fact", next);
        }
        if (fact instanceof TurnEvent.TurnFailed failed) {
            require(
                    !failed.sentence().contains("internal error"),
                    "turns do not fail by themselves",
                    next);
        }
        cancelled += fact instanceof TurnEvent.TurnCancelled ? 1 : 0;
        failed += fact instanceof TurnEvent.TurnFailed ? 1 : 0;
        steered += fact instanceof TurnEvent.MessageSteered ? 1 : 0;
        if (isDisposition(fact)) {
            require(disposed.add(turn), "a message is told once what becomes of it", next);
        }
        if (isEnd(fact)) {
            open.remove(turn);
            ended.add(turn);
            require(
                    fact instanceof TurnEvent.MessageSteered || disposed.containsAll(open),
                    "when a turn ends, all that came during it were told what becomes of them",
                    next);
        }
    }

    private static boolean isDisposition(TurnEvent.Whole fact) {
        return fact instanceof TurnEvent.MessageQueued
                || fact instanceof TurnEvent.MessageInterrupted
                || fact instanceof TurnEvent.MessageSteered;
    }

    private void takeStep(StepEvent fact, Envelope next) {
        unknown += fact instanceof StepEvent.ToolOutcomeUnknown ? 1 : 0;
        if (fact instanceof StepEvent.AttemptSuperseded attempt) {
            require(!completed.contains(attempt.message()), "what is complete stays", next);
            superseded.add(attempt.message());
        }
        if (fact instanceof StepEvent.OutputCompleted output) {
            MessageId message = output.message().id();
            require(!superseded.contains(message), "what was superseded never completes", next);
            require(completed.add(message), "a message completes once", next);
        }
        if (fact instanceof StepEvent.ActStarted act) {
            act.calls().forEach(call -> take(act.turn(), call));
        }
        if (fact instanceof StepEvent.ApprovalDecided approval) {
            take(approval, next);
        }
        if (fact instanceof StepEvent.ToolStarted started) {
            Call call = new Call(started.turn(), started.call().id());
            require(
                    started.call().equals(mayRun.get(call)),
                    "what runs needs no leave, or has it, for exactly these bytes",
                    next);
            require(!answered.containsKey(call), "a call with a result is not run again", next);
            announced.merge(call, 1, Integer::sum);
        }
        if (fact instanceof StepEvent.OutcomeRuled ruled && ruled.ruling() == Ruling.RUN_AGAIN) {
            rulings.merge(new Call(ruled.turn(), ruled.call()), 1, Integer::sum);
        }
        if (fact instanceof StepEvent.ToolCompleted tool) {
            Call call = new Call(tool.turn(), tool.call());
            boolean first = answered.put(call, tool.result()) == null;
            require(first, "a call has one result", next);
            tools.put(call, tool.tool());
        }
    }

    private void take(TurnId turn, PlannedCall call) {
        Call key = new Call(turn, call.call().id());
        planned.put(key, call.call());
        if (call.mayRun()) {
            mayRun.put(key, call.call());
        }
    }

    private void take(StepEvent.ApprovalDecided fact, Envelope next) {
        Call key = new Call(fact.turn(), fact.call());
        require(decided.add(key), "it is decided once whether a call may run", next);
        ToolCall made = planned.get(key);
        if (made != null && fact.approval() != Approval.REJECTED) {
            JsonText edited = fact.edited();
            mayRun.put(key, edited == null ? made : new ToolCall(made.id(), made.name(), edited));
        }
    }

    private static boolean isEnd(TurnEvent.Whole fact) {
        return fact instanceof TurnEvent.TurnCompleted
                || fact instanceof TurnEvent.TurnFailed
                || fact instanceof TurnEvent.TurnCancelled
                || fact instanceof TurnEvent.TurnSealed
                || fact instanceof TurnEvent.MessageSteered;
    }

    private static void require(boolean holds, String promise, Envelope broken) {
        if (!holds) {
            throw new Violation("\"" + promise + "\" does not hold of " + broken);
        }
    }

    /** Call ids are unique within a turn only. */
    public record Call(TurnId turn, ToolCallId id) {}
}
