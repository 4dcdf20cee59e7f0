package dev.perdure.telemetry;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.turn.TurnId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of facts, for one thread: one of each turn, below it one of each attempt of a model
 * and of each tool call. What another node wrote of a turn is read from the log whenever this one
 * finds that it missed something; a span is told by the node that wrote the fact that ends it.
 * Bounded; the turn that was heard of longest ago is forgotten first.
 */
final class TurnSpans {

    static final int TURNS_MAX = 10_000;

    /** Fewer, where what was said is kept of each. */
    static final int SPOKEN_TURNS_MAX = 1_000;

    private final SpanMaker spans;
    private final boolean content;
    private final TurnHistory history;
    private final Map<TurnId, OpenTurn> open = new LinkedHashMap<>();

    TurnSpans(SpanMaker spans, EventReader log, boolean content) {
        this.spans = spans;
        this.content = content;
        this.history = new TurnHistory(log);
    }

    void of(Envelope fact) {
        switch ((Event) fact.entry()) {
            case SessionEvent ignored -> {}
            case TurnEvent.Whole whole -> ofTurn(fact, whole);
            case StepEvent step -> ofStep(fact, step, at(fact, step.turn()));
        }
    }

    private void ofTurn(Envelope envelope, TurnEvent.Whole fact) {
        OpenTurn known = open.get(fact.turn());
        if (known != null && !known.seen.equals(StreamVersion.NONE)) {
            at(envelope, fact.turn());
        }
        switch (fact) {
            case TurnEvent.MessageReceived received -> {
                if (content) {
                    touched(received.turn()).input = SpokenContent.received(received.message());
                }
            }
            case TurnEvent.TurnStarted started -> began(envelope, started);
            case TurnEvent.TurnCompleted completed -> {
                OpenTurn turn = at(envelope, completed.turn());
                if (turn.span != null) {
                    turn.span.setAttribute(GenAi.STEPS, (long) completed.steps());
                }
                ended(envelope, turn, new End("completed", null, completed.usage()));
            }
            case TurnEvent.TurnFailed failed ->
                    ended(
                            envelope,
                            at(envelope, failed.turn()),
                            new End("failed", GenAi.word(failed.reason()), failed.usage()));
            case TurnEvent.TurnCancelled cancelled ->
                    ended(
                            envelope,
                            at(envelope, cancelled.turn()),
                            new End("cancelled", "cancelled", cancelled.usage()));
            case TurnEvent.TurnSealed sealed ->
                    ended(
                            envelope,
                            at(envelope, sealed.turn()),
                            new End("sealed", GenAi.word(sealed.reason()), sealed.usage()));
            case TurnEvent.MessageQueued ignored -> {}
            case TurnEvent.MessageSteered steered -> open.remove(steered.turn());
            case TurnEvent.MessageInterrupted ignored -> {}
            case TurnEvent.SessionActivated ignored -> {}
            case TurnEvent.CancelRequested ignored -> {}
            case TurnEvent.SessionIdled ignored -> {}
        }
    }

    private void ofStep(Envelope envelope, StepEvent fact, OpenTurn turn) {
        switch (fact) {
            case StepEvent.ReasonStarted ignored -> turn.attempt = envelope;
            case StepEvent.GenerationRecorded recorded -> {
                turn.attempt = null;
                turn.answered =
                        new OpenTurn.Answered(
                                spans.answer(envelope, turn, recorded),
                                recorded.finish(),
                                envelope.time());
            }
            case StepEvent.OutputCompleted completed -> told(turn, completed);
            case StepEvent.ReasonFailed failed -> {
                Envelope begun = turn.openAttempt(failed.step(), failed.attempt());
                if (failed.failure().kind().isOfACall()) {
                    spans.failure(envelope, turn, failed, begun);
                }
                turn.attempt = null;
            }
            case StepEvent.AttemptSuperseded superseded -> {
                Envelope begun = turn.openAttempt(superseded.step(), superseded.attempt());
                if (begun != null) {
                    spans.abandoned(envelope, turn, begun, "superseded");
                }
                turn.attempt = null;
            }
            case StepEvent.ContextCompacted notes -> spans.compaction(envelope, turn, notes);
            case StepEvent.ContextCompactionFailed notes ->
                    spans.failedCompaction(envelope, turn, notes);
            case StepEvent.ModelSwitched ignored -> {}
            case StepEvent.ContextReduced ignored -> {}
            case StepEvent.ContextCompacting ignored -> {}
            case StepEvent.ActStarted started -> {
                if (content) {
                    started.calls().forEach(planned -> turn.asked(planned.call()));
                }
            }
            case StepEvent.ToolCompleted completed -> spans.tool(envelope, turn, completed);
            case StepEvent.OutputStarted ignored -> {}
            case StepEvent.BudgetReached ignored -> {}
            case StepEvent.BudgetResumed ignored -> {}
            case StepEvent.BudgetWarned ignored -> {}
            case StepEvent.ThinkingCompleted ignored -> {}
            case StepEvent.ReasonCompleted ignored -> {}
            case StepEvent.ToolStarted ignored -> {}
            case StepEvent.ClientToolsRequested ignored -> {}
            case StepEvent.ToolOutcomeUnknown ignored -> {}
            case StepEvent.ApprovalRequested ignored -> {}
            case StepEvent.ApprovalDecided ignored -> {}
            case StepEvent.RulingRequested ignored -> {}
            case StepEvent.ToolDelegated ignored -> {}
            case StepEvent.OutcomeRuled ignored -> {}
            case StepEvent.ActCompleted ignored -> {}
        }
    }

    private void began(Envelope envelope, TurnEvent.TurnStarted started) {
        OpenTurn turn = touched(started.turn());
        if (content && turn.input == null) {
            // Its message came through another node.
            at(envelope, started.turn());
        }
        turn.started = started;
        turn.seen = envelope.version();
        turn.span = spans.turn(envelope.session(), turn, started);
    }

    /** The message of an answer is the fact after the one that says what it cost. */
    private void told(OpenTurn turn, StepEvent.OutputCompleted completed) {
        OpenTurn.Answered answered = turn.answered;
        if (answered == null) {
            return;
        }
        if (content) {
            turn.output = SpokenContent.answered(completed.message(), answered.finish());
            answered.span().setAttribute(GenAi.OUTPUT_MESSAGES, turn.output);
        }
        answered.span().end(answered.at());
        turn.answered = null;
    }

    private void ended(Envelope fact, OpenTurn turn, End end) {
        if (turn.attempt != null) {
            spans.abandoned(fact, turn, turn.attempt, "cut");
        }
        Span span = turn.span;
        if (span != null) {
            span.setAttribute(GenAi.END, end.how());
            span.setAllAttributes(GenAi.usage(end.usage()));
            if (end.error() != null) {
                span.setAttribute(GenAi.ERROR, end.error());
                span.setStatus(StatusCode.ERROR);
            }
            if (turn.input != null) {
                span.setAttribute(GenAi.INPUT_MESSAGES, turn.input);
            }
            if (turn.output != null) {
                span.setAttribute(GenAi.OUTPUT_MESSAGES, turn.output);
            }
            span.end(fact.time());
        }
        open.remove(turn.turn);
    }

    /** The turn, with what other nodes wrote of it before this fact. */
    private OpenTurn at(Envelope fact, TurnId id) {
        OpenTurn turn = touched(id);
        if (turn.isNews(fact)) {
            try {
                learn(turn, history.between(turn.seen, fact, id), fact);
            } catch (LogUnavailable later) {
                // The next fact asks again.
                return turn;
            } catch (RecordUnreadable forEver) {
                learn(turn, List.of(), fact);
            }
        }
        return turn;
    }

    /** Takes in what was missed; of the fact itself only what the turn's span says of it. */
    private void learn(OpenTurn turn, List<Envelope> missed, Envelope fact) {
        missed.forEach(each -> turn.remember(each, content));
        if (turn.span == null && turn.started != null) {
            turn.span = spans.turn(fact.session(), turn, turn.started);
        }
        if (turn.span != null) {
            for (Envelope each : missed) {
                TurnNotes.write(each, turn.span);
            }
            TurnNotes.write(fact, turn.span);
        }
        turn.seen = fact.version();
    }

    /** How many turns are remembered. */
    int remembered() {
        return open.size();
    }

    private OpenTurn touched(TurnId id) {
        OpenTurn known = open.remove(id);
        OpenTurn turn = known == null ? new OpenTurn(id) : known;
        open.put(id, turn);
        if (open.size() > (content ? SPOKEN_TURNS_MAX : TURNS_MAX)) {
            open.remove(open.keySet().iterator().next());
        }
        return turn;
    }

    private record End(String how, @Nullable String error, Usage usage) {}
}
