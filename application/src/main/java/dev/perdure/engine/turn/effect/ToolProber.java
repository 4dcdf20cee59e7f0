package dev.perdure.engine.turn.effect;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interprets {@link TurnEffect.ProbeTool}. Whatever goes wrong with a probe, the outcome of the
 * call stays unknown.
 */
final class ToolProber {

    /** How long a tool may take to say what became of a call. */
    static final Duration PROBE_TIME_MAX = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ToolProber.class);

    private final ToolCatalog tools;
    private final Moments moments;

    ToolProber(ToolCatalog tools, Moments moments) {
        this.tools = tools;
        this.moments = moments;
    }

    TurnInput probe(TurnEffect.ProbeTool effect, Scene scene) throws InterruptedException {
        ToolCall call = effect.call();
        CapabilityRef origin = scene.agent().toolOrigins().get(call.name());
        Finding finding = new Finding.Unknown();
        if (origin != null) {
            Duration limit = shorter(PROBE_TIME_MAX, scene.agent().limits().toolTime());
            Instant deadline = moments.now().plus(limit);
            ToolContext context =
                    new ToolContext(
                            scene.session(),
                            effect.turn(),
                            origin.config(),
                            scene.agent().network(),
                            ToolCaller.key(scene.session(), effect.turn(), call),
                            deadline);
            ToolRunner runner = tools.runnerOf(origin.id());
            Timing timing = moments.timing();
            finding =
                    bounded(
                            call,
                            limit,
                            new ToolRun<>(() -> runner.probe(origin.id(), call, context), timing));
        }
        return new TurnInput.ToolProbed(call.id(), finding, moments.next());
    }

    private Finding bounded(ToolCall call, Duration limit, ToolRun<Finding> probe)
            throws InterruptedException {
        Thread thread = moments.timing().thread("perdure-probe-" + call.name(), probe);
        thread.start();
        try {
            @Nullable Finding found = probe.get(limit);
            return found == null ? new Finding.Unknown() : found;
        } catch (TimeoutException late) {
            LOG.warn(
                    "The tool {} did not say within {} what became of a call.", call.name(), limit);
            return new Finding.Unknown();
        } catch (ExecutionException failed) {
            LOG.warn("The tool {} failed to say what became of a call.", call.name(), failed);
            return new Finding.Unknown();
        } finally {
            thread.interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
