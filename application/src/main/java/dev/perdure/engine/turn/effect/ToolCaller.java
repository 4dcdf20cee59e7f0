package dev.perdure.engine.turn.effect;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.tool.CheckedCall;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interprets {@link TurnEffect.RunTool} and {@link TurnEffect.ProbeTool}. The run has a thread of
 * its own, so that a tool which ignores its deadline costs a thread and not the turn.
 */
public final class ToolCaller {

    /** How long an interrupted tool may take to say what became of it. */
    public static final Duration RECEIPT_TIME_MAX = Duration.ofMillis(150);

    private static final Logger LOG = LoggerFactory.getLogger(ToolCaller.class);

    private final ToolCatalog tools;
    private final Moments moments;
    private final OutputSpill spill;
    private final ToolProber prober;

    public ToolCaller(ToolCatalog tools, Moments moments, OutputSpill spill) {
        this.tools = tools;
        this.moments = moments;
        this.spill = spill;
        this.prober = new ToolProber(tools, moments);
    }

    /** A run that is interrupted answers within {@link #RECEIPT_TIME_MAX} what became of it. */
    public Performance run(TurnEffect.RunTool effect, Scene scene) {
        return () -> perform(effect, scene);
    }

    /** Asks the tool what became of a run whose answer was lost. */
    public Performance probe(TurnEffect.ProbeTool effect, Scene scene) {
        return () -> prober.probe(effect, scene);
    }

    private TurnInput perform(TurnEffect.RunTool effect, Scene scene) {
        Instant start = moments.now();
        ToolResult result = result(effect, scene, start);
        Duration duration = moments.since(start);
        ToolCall call = effect.call();
        Optional<SessionId> task =
                result.succeeded() ? answeredBy(effect, scene, start, result) : Optional.empty();
        if (task.isPresent()) {
            return new TurnInput.ToolDelegated(call.id(), task.get(), moments.next());
        }
        OutputSpill.Source source = new OutputSpill.Source(scene.session(), effect.turn(), call);
        int room = scene.agent().limits().toolOutputCharacters();
        return new TurnInput.ToolReturned(
                call.id(), spill.told(result, source, room), duration, moments.next());
    }

    private ToolResult result(TurnEffect.RunTool effect, Scene scene, Instant start) {
        ToolCall call = effect.call();
        CapabilityRef origin = scene.agent().toolOrigins().get(call.name());
        if (origin == null) {
            return notRun(effect, scene, "There is no tool " + call.name() + ".");
        }
        Optional<String> objection = CallGate.of(scene).objection(effect);
        if (objection.isPresent()) {
            return notRun(effect, scene, objection.get());
        }
        Duration limit = scene.agent().limits().toolTime();
        ToolContext context = context(effect, scene, origin, start);
        ToolRunner runner = tools.runnerOf(origin.id());
        ToolHints hints =
                scene.agent()
                        .tool(call.name())
                        .map(tool -> tool.hints())
                        .orElse(ToolHints.READ_ONLY);
        return bounded(
                call,
                limit,
                hints,
                new ToolRun<>(() -> runner.run(origin.id(), call, context), moments.timing()));
    }

    private Optional<SessionId> answeredBy(
            TurnEffect.RunTool effect, Scene scene, Instant start, ToolResult answered) {
        return Optional.ofNullable(scene.agent().toolOrigins().get(effect.call().name()))
                .flatMap(origin ->
                        tools.runnerOf(origin.id())
                                .answeredBy(
                                        origin.id(),
                                        effect.call(),
                                        context(effect, scene, origin, start),
                                        answered));
    }

    private static ToolContext context(
            TurnEffect.RunTool effect, Scene scene, CapabilityRef origin, Instant start) {
        return new ToolContext(
                scene.session(),
                effect.turn(),
                origin.config(),
                scene.agent().network(),
                key(scene.session(), effect.turn(), effect.call()),
                start.plus(scene.agent().limits().toolTime()),
                checked(effect, scene));
    }

    /**
     * What a call comes to that is not run. One that was run before may have taken effect then: it
     * is not told of as if nothing had happened, unless nothing can have.
     */
    private static ToolResult notRun(TurnEffect.RunTool effect, Scene scene, String why) {
        ToolCall call = effect.call();
        LOG.warn(
                "Run {} of the call {} of the tool {} in turn {} is left out. {}",
                effect.attempt().value(),
                call.id().value(),
                call.name(),
                effect.turn(),
                why);
        boolean harmless =
                scene.agent().tool(call.name()).filter(ToolCaller::onlyReads).isPresent();
        return effect.attempt().equals(Attempt.FIRST) || harmless
                ? ToolResult.error(why)
                : ToolResult.unknown();
    }

    private static boolean onlyReads(ToolDefinition tool) {
        return tool.hints().readOnly();
    }

    private static CheckedCall checked(TurnEffect.RunTool effect, Scene scene) {
        String definition =
                scene.agent()
                        .tool(effect.call().name())
                        .map(scene.agent()::definitionHash)
                        .orElse("");
        return new CheckedCall(definition, !effect.attempt().equals(Attempt.FIRST));
    }

    private ToolResult bounded(
            ToolCall call, Duration limit, ToolHints hints, ToolRun<ToolResult> run) {
        Thread thread = moments.timing().thread("perdure-tool-" + call.name(), run);
        thread.start();
        try {
            return answer(call, run.get(limit));
        } catch (TimeoutException late) {
            thread.interrupt();
            return late(call, limit, hints, receipt(call, hints, run));
        } catch (ExecutionException failed) {
            return failure(call, failed);
        } catch (InterruptedException asked) {
            thread.interrupt();
            return receipt(call, hints, run);
        } finally {
            thread.interrupt();
        }
    }

    /**
     * What a run comes to that did not answer in time. One that was harmless is over; of any other
     * nobody knows whether it took effect, unless it still brings itself to say so.
     */
    private static ToolResult late(
            ToolCall call, Duration limit, ToolHints hints, ToolResult receipt) {
        if (receipt.status() == ToolStatus.SUCCESS) {
            return receipt;
        }
        return hints.repeatable()
                ? ToolResult.timeout(
                        "The tool " + call.name() + " did not answer within " + limit + ".")
                : ToolResult.unknown();
    }

    /**
     * What a run that was interrupted has to say for itself. Silence is an unknown outcome, and so
     * is breaking off, unless the tool changes nothing: nobody knows how far it came.
     */
    private ToolResult receipt(ToolCall call, ToolHints hints, ToolRun<ToolResult> run) {
        long end = moments.timing().nanoTime() + RECEIPT_TIME_MAX.toNanos();
        while (true) {
            try {
                return answer(call, run.get(Duration.ofNanos(end - moments.timing().nanoTime())));
            } catch (TimeoutException silent) {
                return ToolResult.unknown();
            } catch (ExecutionException failed) {
                boolean obeyed = failed.getCause() instanceof InterruptedException;
                ToolResult said = obeyed ? ToolResult.cancelled() : failure(call, failed);
                return hints.readOnly() ? said : ToolResult.unknown();
            } catch (InterruptedException again) {
                LOG.debug("The tool {} was interrupted once more.", call.name());
            }
        }
    }

    private static ToolResult answer(ToolCall call, @Nullable ToolResult result) {
        if (result == null) {
            LOG.warn("The tool {} answered nothing.", call.name());
            return ToolResult.error("The tool " + call.name() + " answered nothing.");
        }
        return result;
    }

    private static ToolResult failure(ToolCall call, ExecutionException failed) {
        LOG.warn("The tool {} failed outside its own error handling.", call.name(), failed);
        return ToolResult.error("The tool " + call.name() + " failed.");
    }

    /** The key of a call: a hash over everything that makes it this effect and no other. */
    static IdempotencyKey key(SessionKey session, TurnId turn, ToolCall call) {
        List<JsonValue> identity =
                Stream.of(
                                session.organisation().value().toString(),
                                session.id().value().toString(),
                                turn.value().toString(),
                                call.id().value(),
                                call.name(),
                                call.arguments().sha256())
                        .<JsonValue>map(JsonString::new)
                        .toList();
        return new IdempotencyKey(JsonText.of(new JsonArray(identity)).sha256());
    }
}
