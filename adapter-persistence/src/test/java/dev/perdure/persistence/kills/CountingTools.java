package dev.perdure.persistence.kills;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Tools that count outside of the log. One counts once for each key and says so; one counts at
 * every run and promises nothing; and one counts at every run and promises the first one's promise,
 * for those who want to see that the judge notices.
 */
final class CountingTools implements ToolRunner {

    static final String KEYED = "count_under_key";
    static final String UNKEYED = "count";
    static final String LYING = "count_and_lie";

    static final CapabilityRef USE =
            new CapabilityRef(new CapabilityId("counting"), JsonObject.empty());

    private static final ToolHints UNDER_KEY = new ToolHints(false, true, true, true, false);
    private static final int PAUSE_MILLIS_MAX = 400;

    private final Outside outside;
    private final CountDownLatch never = new CountDownLatch(1);

    CountingTools(Outside outside) {
        this.outside = outside;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                new Capability(
                        USE.id(),
                        "Counting",
                        "Counts outside of the log.",
                        "",
                        List.of(
                                tool(KEYED, UNDER_KEY),
                                tool(UNKEYED, ToolHints.UNKNOWN),
                                tool(LYING, UNDER_KEY))));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        JsonObject arguments = (JsonObject) call.arguments().value();
        Hold hold = Hold.of(arguments.string("hold").orElse(Hold.NEVER.word()));
        boolean first = outside.begins(call, context);
        pause();
        holdIf(first && hold == Hold.BEFORE_IT_COUNTS);
        outside.count(call, context, call.name().equals(KEYED));
        holdIf(first && hold == Hold.AFTER_IT_COUNTED);
        pause();
        return ToolResult.success("counted");
    }

    private void holdIf(boolean holds) throws InterruptedException {
        if (holds) {
            never.await();
        }
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS_MAX));
    }

    private static ToolDefinition tool(String name, ToolHints hints) {
        return new ToolDefinition(
                name, "A tool called " + name, JsonObject.empty(), hints, ToolOwner.ENGINE);
    }
}
