package dev.perdure.loop;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest facts of a session, which know since when and why. */
record Recent(List<Envelope> facts) {

    Recent {
        facts = List.copyOf(facts);
    }

    Activity activity(TurnState turn) {
        return switch (turn) {
            case TurnState.Queued queued ->
                    queued.cancelReason() == null
                            ? new Activity.Due(queued.turn(), received(queued))
                            : new Activity.Stopping(queued.turn(), queued.cancelReason());
            case TurnState.Open open -> {
                String reason = open.progress().cancelReason();
                yield reason == null ? ofOpen(open) : new Activity.Stopping(open.turn(), reason);
            }
            case TurnState.Ended ended -> new Activity.Idle(lastEnding());
        };
    }

    private Activity ofOpen(TurnState.Open open) {
        StepNumber step = open.progress().step();
        return switch (open) {
            case TurnState.Ready ready -> new Activity.Advancing(ready.turn(), step);
            case TurnState.Reasoning reasoning ->
                    reasoning.condensing() == null
                            ? new Activity.CallingModel(
                                    reasoning.turn(),
                                    step,
                                    reasoning.attempt(),
                                    reasoning.progress().model(),
                                    reasonStarted(reasoning))
                            : new Activity.Summarising(
                                    reasoning.turn(),
                                    step,
                                    reasoning.progress().model(),
                                    compacting(reasoning));
            case TurnState.BackingOff waiting ->
                    new Activity.BackingOff(
                            waiting.turn(), step, waiting.failed(), waiting.until(), why(waiting));
            case TurnState.Acting acting -> {
                List<OpenCall> calls = calls(acting, acting.calls());
                yield calls.isEmpty()
                        ? new Activity.Advancing(acting.turn(), step)
                        : new Activity.RunningTools(acting.turn(), step, calls);
            }
            case TurnState.AwaitingClient waiting ->
                    new Activity.AwaitingClient(
                            waiting.turn(), step, calls(waiting, waiting.calls()));
            case TurnState.AwaitingPerson waiting ->
                    new Activity.AwaitingPerson(
                            waiting.turn(), step, calls(waiting, waiting.calls()));
        };
    }

    /** How the last turn ended; absent when that is not among the facts. */
    Activity.@Nullable Ending lastEnding() {
        for (Envelope envelope : facts.reversed()) {
            Instant at = envelope.time();
            if (envelope.entry() instanceof TurnEvent.Whole fact) {
                Activity.Ending ending =
                        switch (fact) {
                            case TurnEvent.TurnCompleted end ->
                                    new Activity.Ending(end.turn(), "completed", "", at);
                            case TurnEvent.TurnFailed end ->
                                    new Activity.Ending(end.turn(), "failed", end.sentence(), at);
                            case TurnEvent.TurnCancelled end ->
                                    new Activity.Ending(end.turn(), "cancelled", end.reason(), at);
                            case TurnEvent.TurnSealed end ->
                                    new Activity.Ending(end.turn(), "sealed", bound(end), at);
                            case TurnEvent.MessageReceived ignored -> null;
                            case TurnEvent.SessionActivated ignored -> null;
                            case TurnEvent.TurnStarted ignored -> null;
                            case TurnEvent.CancelRequested ignored -> null;
                            case TurnEvent.SessionIdled ignored -> null;
                            case TurnEvent.MessageQueued ignored -> null;
                            case TurnEvent.MessageSteered ignored -> null;
                            case TurnEvent.MessageInterrupted ignored -> null;
                        };
                if (ending != null) {
                    return ending;
                }
            }
        }
        return null;
    }

    private static String bound(TurnEvent.TurnSealed end) {
        return "It hit its bound "
                + end.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ".";
    }

    private @Nullable Instant received(TurnState.Queued queued) {
        return time(entry ->
                entry instanceof TurnEvent.MessageReceived message
                        && message.turn().equals(queued.turn()));
    }

    private @Nullable Instant reasonStarted(TurnState.Reasoning state) {
        return time(entry ->
                entry instanceof StepEvent.ReasonStarted started
                        && started.turn().equals(state.turn())
                        && started.output().equals(state.output()));
    }

    private @Nullable Instant compacting(TurnState.Reasoning state) {
        return time(entry ->
                entry instanceof StepEvent.ContextCompacting began
                        && began.turn().equals(state.turn())
                        && began.step().equals(state.progress().step())
                        && began.attempt().equals(state.attempt()));
    }

    private String why(TurnState.BackingOff state) {
        for (Envelope envelope : facts.reversed()) {
            if (envelope.entry() instanceof StepEvent.ReasonFailed failed
                    && failed.turn().equals(state.turn())) {
                return failed.failure().detail();
            }
        }
        return "";
    }

    private List<OpenCall> calls(TurnState.Open turn, List<CallState> all) {
        List<OpenCall> open = new ArrayList<>();
        for (CallState call : all) {
            switch (call) {
                case CallState.Planned planned ->
                        open.add(
                                of(
                                        planned,
                                        OpenCall.Place.PLANNED,
                                        planned.next().value() - 1,
                                        null));
                case CallState.Started started ->
                        open.add(
                                of(
                                        started,
                                        OpenCall.Place.RUNNING,
                                        started.attempt().value(),
                                        started(turn, started.id(), started.attempt())));
                case CallState.InDoubt doubt ->
                        open.add(
                                of(
                                        doubt,
                                        OpenCall.Place.IN_DOUBT,
                                        doubt.attempt().value(),
                                        becameUnknown(turn, doubt.id())));
                case CallState.Asked asked ->
                        open.add(
                                of(
                                        asked,
                                        OpenCall.Place.ASKED,
                                        asked.attempt().value(),
                                        asked.askedAt()));
                case CallState.AwaitingApproval waiting ->
                        open.add(
                                of(
                                        waiting,
                                        OpenCall.Place.AWAITING_APPROVAL,
                                        0,
                                        waiting.askedAt()));
                case CallState.Requested requested ->
                        open.add(
                                of(
                                        requested,
                                        OpenCall.Place.REQUESTED,
                                        0,
                                        requested.askedAt() == null
                                                ? requested(turn)
                                                : requested.askedAt()));
                case CallState.Delegated delegated ->
                        open.add(of(delegated, OpenCall.Place.DELEGATED, 1, delegated.since()));
                case CallState.Done ignored -> {}
            }
        }
        return open;
    }

    private static OpenCall of(
            CallState call, OpenCall.Place place, int attempt, @Nullable Instant since) {
        return new OpenCall(call.id(), call.planned().call().name(), place, attempt, since);
    }

    private @Nullable Instant started(TurnState.Open turn, ToolCallId call, Attempt attempt) {
        return time(entry ->
                entry instanceof StepEvent.ToolStarted started
                        && started.turn().equals(turn.turn())
                        && started.call().id().equals(call)
                        && started.attempt().equals(attempt));
    }

    private @Nullable Instant becameUnknown(TurnState.Open turn, ToolCallId call) {
        return time(entry ->
                entry instanceof StepEvent.ToolOutcomeUnknown unknown
                        && unknown.turn().equals(turn.turn())
                        && unknown.call().equals(call));
    }

    private @Nullable Instant requested(TurnState.Open turn) {
        return time(entry ->
                entry instanceof StepEvent.ClientToolsRequested requested
                        && requested.turn().equals(turn.turn())
                        && requested.step().equals(turn.progress().step()));
    }

    /** When the last such fact was committed. */
    private @Nullable Instant time(Predicate<Entry> wanted) {
        for (Envelope envelope : facts.reversed()) {
            if (wanted.test(envelope.entry())) {
                return envelope.time();
            }
        }
        return null;
    }
}
