package dev.perdure.telemetry;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.session.SessionKey;
import dev.perdure.telemetry.TurnIds.Ids;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes single spans, under the ids that their turn gives them. What was measured counts for how
 * long something took, the commit for when it ended.
 */
final class SpanMaker {

    private static final double NANOS = 1e9;

    private final Tracer tracer;
    private final TurnIds ids;
    private final AgentNames agents;
    private final TraceConfig config;

    SpanMaker(Tracer tracer, TurnIds ids, AgentNames agents, TraceConfig config) {
        this.tracer = tracer;
        this.ids = ids;
        this.agents = agents;
        this.config = config;
    }

    /** The span of a turn, which is open. */
    Span turn(SessionKey session, OpenTurn turn, TurnEvent.TurnStarted started) {
        AgentPin agent = started.agent();
        String name = agent == null ? "" : agents.of(session.organisation(), agent);
        SpanBuilder builder =
                tracer.spanBuilder(GenAi.spanName(GenAi.INVOKE_AGENT, name))
                        .setParent(Context.root())
                        .setStartTimestamp(started.startedAt())
                        .setAttribute(GenAi.OPERATION, GenAi.INVOKE_AGENT)
                        .setAttribute(
                                GenAi.ORGANISATION, session.organisation().value().toString());
        if (agent != null) {
            builder.setAttribute(GenAi.AGENT_ID, agent.agent().value().toString());
            builder.setAttribute(GenAi.AGENT_VERSION, Long.toString(agent.version().number()));
        }
        if (!name.isEmpty()) {
            builder.setAttribute(GenAi.AGENT_NAME, name);
        }
        of(builder, started.model());
        of(builder, session, turn);
        return ids.start(builder, Ids.of(turn.turn));
    }

    /** The span of an attempt that answered, which lacks what it said. */
    Span answer(Envelope fact, OpenTurn turn, StepEvent.GenerationRecorded recorded) {
        Call call = new Call(recorded.step(), recorded.attempt(), recorded.model());
        Span span = attempt(fact, turn, call, fact.time().minus(recorded.duration()));
        span.setAttribute(GenAi.FINISH_REASONS, List.of(GenAi.word(recorded.finish())));
        span.setAllAttributes(GenAi.usage(recorded.usage()));
        Duration first = recorded.timeToFirstChunk();
        if (first != null) {
            span.setAttribute(GenAi.FIRST_CHUNK, first.toNanos() / NANOS);
        }
        return span;
    }

    /**
     * An attempt that failed.
     *
     * @param begun the fact that announced it, where it is known
     */
    void failure(
            Envelope fact, OpenTurn turn, StepEvent.ReasonFailed failed, @Nullable Envelope begun) {
        ModelRef model =
                begun != null && begun.entry() instanceof StepEvent.ReasonStarted started
                        ? started.model()
                        : null;
        Call call = new Call(failed.step(), failed.attempt(), model);
        Span span = attempt(fact, turn, call, fact.time().minus(failed.duration()));
        span.setAllAttributes(GenAi.usage(failed.usage()));
        wrong(span, GenAi.word(failed.failure().kind()));
        span.end(fact.time());
    }

    /** An attempt that was left open when something else ended it. */
    void abandoned(Envelope fact, OpenTurn turn, Envelope begun, String why) {
        if (begun.entry() instanceof StepEvent.ReasonStarted started) {
            Call call = new Call(started.step(), started.attempt(), started.model());
            Span span = attempt(fact, turn, call, begun.time());
            wrong(span, why);
            span.end(fact.time());
        }
    }

    /** The call of a model that wrote notes in place of the older part of a conversation. */
    void compaction(Envelope fact, OpenTurn turn, StepEvent.ContextCompacted notes) {
        notes(
                        fact,
                        turn,
                        new Call(notes.step(), notes.attempt(), notes.model()),
                        notes.duration(),
                        notes.usage())
                .end(fact.time());
    }

    /** Such a call of which no notes came. */
    void failedCompaction(Envelope fact, OpenTurn turn, StepEvent.ContextCompactionFailed notes) {
        Span span =
                notes(
                        fact,
                        turn,
                        new Call(notes.step(), notes.attempt(), notes.model()),
                        notes.duration(),
                        notes.usage());
        wrong(span, "no_notes");
        span.end(fact.time());
    }

    private Span notes(Envelope fact, OpenTurn turn, Call call, Duration duration, Usage usage) {
        Span span =
                chat(fact, turn, call, new Piece(GenAi.COMPACTION, fact.time().minus(duration)));
        span.setAttribute(GenAi.PURPOSE, GenAi.COMPACTION);
        span.setAllAttributes(GenAi.usage(usage));
        return span;
    }

    void tool(Envelope fact, OpenTurn turn, StepEvent.ToolCompleted completed) {
        String call = completed.call().value();
        SpanBuilder builder =
                tracer.spanBuilder(GenAi.spanName(GenAi.EXECUTE_TOOL, completed.tool()))
                        .setParent(parent(turn))
                        .setStartTimestamp(fact.time().minus(completed.duration()))
                        .setAttribute(GenAi.OPERATION, GenAi.EXECUTE_TOOL)
                        .setAttribute(GenAi.TOOL_NAME, completed.tool())
                        .setAttribute(GenAi.TOOL_CALL, call)
                        .setAttribute(GenAi.TOOL_TYPE, "function")
                        .setAttribute(GenAi.STEP, (long) completed.step().value());
        of(builder, fact.session(), turn);
        if (config.content()) {
            builder.setAttribute(
                    GenAi.TOOL_RESULT,
                    SpokenContent.bounded(
                            completed.result().output() + completed.result().error()));
            String arguments = turn.arguments(call);
            if (arguments != null) {
                builder.setAttribute(GenAi.TOOL_ARGUMENTS, arguments);
            }
        }
        Span span = ids.start(builder, Ids.of(turn.turn, "tool " + call));
        if (!completed.result().succeeded()) {
            wrong(span, GenAi.word(completed.result().status()));
        }
        span.end(fact.time());
    }

    private Span attempt(Envelope fact, OpenTurn turn, Call call, Instant start) {
        return chat(fact, turn, call, new Piece(GenAi.CHAT, start));
    }

    private Span chat(Envelope fact, OpenTurn turn, Call call, Piece piece) {
        ModelRef model = call.model();
        SpanBuilder builder =
                tracer.spanBuilder(
                                GenAi.spanName(GenAi.CHAT, model == null ? "" : GenAi.model(model)))
                        .setParent(parent(turn))
                        .setSpanKind(SpanKind.CLIENT)
                        .setStartTimestamp(piece.start())
                        .setAttribute(GenAi.OPERATION, GenAi.CHAT)
                        .setAttribute(GenAi.STEP, (long) call.step().value())
                        .setAttribute(GenAi.ATTEMPT, (long) call.attempt().value());
        if (model != null) {
            of(builder, model);
        }
        of(builder, fact.session(), turn);
        String part = piece.name() + " " + call.step().value() + " " + call.attempt().value();
        return ids.start(builder, Ids.of(turn.turn, part));
    }

    private void of(SpanBuilder builder, ModelRef model) {
        builder.setAttribute(GenAi.PROVIDER, GenAi.provider(model, config.providers()));
        builder.setAttribute(GenAi.REQUEST_MODEL, GenAi.model(model));
    }

    private static void of(SpanBuilder builder, SessionKey session, OpenTurn turn) {
        builder.setAttribute(GenAi.CONVERSATION, session.id().value().toString());
        builder.setAttribute(GenAi.TURN, turn.turn.value().toString());
    }

    /** Where the turn's span is not known, one like it, so that it is sampled as that is. */
    private Context parent(OpenTurn turn) {
        Span span = turn.span;
        if (span == null) {
            if (turn.standIn == null) {
                SpanBuilder like = tracer.spanBuilder(GenAi.INVOKE_AGENT).setParent(Context.root());
                turn.standIn = ids.start(like, Ids.of(turn.turn));
            }
            span = turn.standIn;
        }
        return Context.root().with(span);
    }

    private static void wrong(Span span, String why) {
        span.setAttribute(GenAi.ERROR, why);
        span.setStatus(StatusCode.ERROR);
    }

    /** What of an attempt a span is, and when it began. */
    private record Piece(String name, Instant start) {}

    private record Call(StepNumber step, Attempt attempt, @Nullable ModelRef model) {}
}
