package dev.perdure.benchmarks;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tools with a counter behind them, which stands elsewhere and outlives whoever counts: {@value
 * #KEYED} names the key of the call with every count, {@value #UNKEYED} promises nothing, {@value
 * #HANGING} waits until it is interrupted, {@value #UNSURE} does not know what it did. They pause
 * before and after they count, {@code millis} of their arguments each time. Loaded by the service
 * when they are on its class path.
 */
public final class CountingTools implements ToolRunner {

    static final String CAPABILITY = "counting";
    static final String KEYED = "count_under_key";
    static final String UNKEYED = "count";
    static final String HANGING = "hang";
    static final String UNSURE = "wonder";

    /** The system property that says where the counter listens. */
    static final String PORT = "benchmarks.counter";

    private static final ToolHints UNDER_KEY = new ToolHints(false, true, true, true, false);

    private final Counting counting;

    /** What counts. */
    @FunctionalInterface
    interface Counting {
        void count(ToolCall call, ToolContext context) throws IOException;
    }

    /** Counts at the counter that the process was told of. */
    public CountingTools() {
        this((call, context) -> Counter.count(Integer.getInteger(PORT, 0), call, context));
    }

    CountingTools(Counting counting) {
        this.counting = counting;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                new Capability(
                        new CapabilityId(CAPABILITY),
                        "Counting",
                        "Tools with a counter behind them.",
                        "",
                        List.of(
                                tool(KEYED, UNDER_KEY),
                                tool(UNKEYED, ToolHints.UNKNOWN),
                                tool(HANGING, ToolHints.UNKNOWN),
                                tool(UNSURE, ToolHints.UNKNOWN))));
    }

    private static ToolDefinition tool(String name, ToolHints hints) {
        return new ToolDefinition(
                name, "A tool called " + name + ".", JsonObject.empty(), hints, ToolOwner.ENGINE);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        JsonObject arguments = (JsonObject) call.arguments().value();
        long millis = arguments.longValue("millis").orElse(0);
        switch (call.name()) {
            case HANGING -> TimeUnit.HOURS.sleep(1);
            case UNSURE -> {
                return ToolResult.unknown();
            }
            default -> {
                TimeUnit.MILLISECONDS.sleep(millis);
                count(call, context);
                TimeUnit.MILLISECONDS.sleep(millis);
            }
        }
        return ToolResult.success("counted");
    }

    private void count(ToolCall call, ToolContext context) {
        try {
            counting.count(call, context);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
