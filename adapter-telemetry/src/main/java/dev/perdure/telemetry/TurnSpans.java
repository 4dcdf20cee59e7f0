package dev.perdure.telemetry;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.turn.TurnId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of facts, for one thread: one of each turn, below it one of each attempt of a model
 * and of each tool call. What another node wrote of a turn is read from the log when this one first
 * needs it; a span is told by the node that wrote the fact that ends it. Bounded; the turn that was
 * heard of longest ago is forgotten first.
 */
final class TurnSpans {

    static final int TURNS_MAX = 10_000;

    private final SpanMaker spans;
    private final boolean content;
    private final TurnHistory history;
    private final Map<TurnId, OpenTurn> open = new LinkedHashMap<>();

    TurnSpans(SpanMaker spans, Storage storage, boolean content) {
        this.spans = spans;
        this.content = content;
        this.history = new TurnHistory(storage.log());
    }

    void of(Envelope fact) {
        switch ((Event) fact.entry()) {
            case SessionEvent ignored -> {}
            case TurnEvent.Whole whole -> ofTurn(fact, whole);
            case StepEvent step -> ofStep(fact, step);
        }
    }

    private void ofTurn(Envelope envelope, TurnEvent.Whole fact) {
        switch (fact) {
            case TurnEvent.MessageReceived received -> {
                if (content) {
                    touched(received.turn()).input = received.message();
                }
            }
            case TurnEvent.TurnStarted started -> {
                OpenTurn turn = touched(started.turn());
                turn.started = started;
                turn.looked = true;
                turn.span = spans.turn(envelope.session(), turn, started);
            }
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
            case TurnEvent.MessageSteered ignored -> {}
            case TurnEvent.MessageInterrupted ignored -> {}
            case TurnEvent.SessionActivated ignored -> {}
            case TurnEvent.CancelRequested ignored -> {}
            case TurnEvent.SessionIdled ignored -> {}
        }
    }

    private void ofStep(Envelope envelope, StepEvent fact) {
        switch (fact) {
            case StepEvent.ReasonStarted started -> at(envelope, started.turn()).attempt = envelope;
            case StepEvent.GenerationRecorded recorded -> {
                OpenTurn turn = at(envelope, recorded.turn());
                turn.attempt = null;
                turn.answered =
                        new OpenTurn.Answered(
                                spans.answer(envelope, turn, recorded),
                                recorded.finish(),
                                envelope.time());
            }
            case StepEvent.OutputCompleted completed ->
                    told(at(envelope, completed.turn()), completed);
            case StepEvent.ReasonFailed failed -> {
                OpenTurn turn = at(envelope, failed.turn());
                Envelope begun = turn.openAttempt(failed.step(), failed.attempt());
                spans.failure(envelope, turn, failed, begun);
                turn.attempt = null;
            }
            case StepEvent.AttemptSuperseded superseded -> {
                OpenTurn turn = at(envelope, superseded.turn());
                Envelope begun = turn.openAttempt(superseded.step(), superseded.attempt());
                if (begun != null) {
                    spans.abandoned(envelope, turn, begun, "superseded");
                }
                turn.attempt = null;
            }
            case StepEvent.ModelSwitched switched ->
                    noted(
                            envelope,
                            switched.turn(),
                            GenAi.MODEL_SWITCHED,
                            Attributes.builder()
                                    .put(GenAi.FROM, switched.from().name())
                                    .put(GenAi.TO, switched.to().name())
                                    .put(GenAi.ERROR, GenAi.word(switched.kind()))
                                    .build());
            case StepEvent.ContextReduced reduced ->
                    noted(
                            envelope,
                            reduced.turn(),
                            GenAi.CONTEXT_REDUCED,
                            Attributes.of(GenAi.REDUCTION, GenAi.word(reduced.reduction())));
            case StepEvent.ContextCompacted notes ->
                    spans.compaction(envelope, at(envelope, notes.turn()), notes);
            case StepEvent.ContextCompactionFailed notes ->
                    spans.failedCompaction(envelope, at(envelope, notes.turn()), notes);
            case StepEvent.ContextCompacting ignored -> {}
            case StepEvent.ActStarted started -> {
                if (content) {
                    OpenTurn turn = at(envelope, started.turn());
                    started.calls().forEach(planned -> turn.asked(planned.call()));
                }
            }
            case StepEvent.ToolCompleted completed ->
                    spans.tool(envelope, at(envelope, completed.turn()), completed);
            case StepEvent.OutputStarted ignored -> {}
            case StepEvent.BudgetReached ignored -> {}
            case StepEvent.BudgetResumed ignored -> {}
            case StepEvent.BudgetWarned ignored -> {}
            case StepEvent.ThinkingCompleted ignored -> {}
            case StepEvent.ReasonCompleted ignored -> {}
            case StepEvent.ToolStarted ignored -> {}
            case StepEvent.ClientToolsRequested ignored -> {}
            case StepEvent.ToolOutcomeUnknown ignored -> {}
            case StepEvent.RulingRequested ignored -> {}
            case StepEvent.OutcomeRuled ignored -> {}
            case StepEvent.ActCompleted ignored -> {}
        }
    }

    private void noted(Envelope fact, TurnId id, String name, Attributes attributes) {
        Span span = at(fact, id).span;
        if (span != null) {
            span.addEvent(name, attributes, fact.time());
        }
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
            if (content && turn.input != null) {
                span.setAttribute(GenAi.INPUT_MESSAGES, SpokenContent.received(turn.input));
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
        if (!turn.looked) {
            turn.looked = true;
            try {
                history.before(fact, id).forEach(turn::remember);
            } catch (LogUnavailable | RecordUnreadable unknown) {
                return turn;
            }
            if (turn.started != null) {
                turn.span = spans.turn(fact.session(), turn, turn.started);
            }
        }
        return turn;
    }

    private OpenTurn touched(TurnId id) {
        OpenTurn known = open.remove(id);
        OpenTurn turn = known == null ? new OpenTurn(id) : known;
        open.put(id, turn);
        if (open.size() > TURNS_MAX) {
            open.remove(open.keySet().iterator().next());
        }
        return turn;
    }

    private record End(String how, @Nullable String error, Usage usage) {}
}
