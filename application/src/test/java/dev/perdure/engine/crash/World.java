package dev.perdure.engine.crash;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.WatchedModel;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.WatchedTools;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.tool.Finding;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What outlives every node: the storage, the clock, and whatever the tools have done. The model
 * does as the last message says: {@code call a,b} calls these tools, {@code fail} fails once,
 * {@code talk} talks until it is stopped, and anything else is echoed.
 */
final class World {

    private static final WorkerConfig CONFIG =
            new WorkerConfig(
                    10, Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofSeconds(10));

    final InMemoryStorage storage;
    final RunningClock clock = new RunningClock();
    final Map<IdempotencyKey, Integer> sent = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);

    World() {
        this.storage = InMemoryStorage.open(clock);
    }

    /** A node whose every door is watched, that has joined and works. */
    Node node(Watcher watcher) {
        ScriptedModel model = new ScriptedModel(this::play);
        FakeTools tools =
                new FakeTools()
                        .reading("look", FakeTools.says("seen"))
                        .acting("send", this::send)
                        .acting("mark", this::send)
                        .remembering("mark", this::remember)
                        .acting("hang", this::hang);
        return Node.on(new WatchedStorage(storage.node(), watcher))
                .model(new WatchedModel(model, watcher))
                .tools(new WatchedTools(tools, watcher))
                .clock(clock)
                .config(CONFIG)
                .whenUnknown(OutcomePolicy.ASK)
                .start();
    }

    /** Lets whatever still hangs go. */
    void end() {
        end.countDown();
    }

    private ToolResult send(FakeTools.Run run) {
        sent.merge(run.context().key(), 1, Integer::sum);
        return ToolResult.success("sent");
    }

    private Finding remember(FakeTools.Run run) {
        return sent.containsKey(run.context().key())
                ? new Finding.Done(ToolResult.success("sent"))
                : new Finding.Unknown();
    }

    private ToolResult hang(FakeTools.Run run) throws InterruptedException {
        sent.merge(run.context().key(), 1, Integer::sum);
        end.await();
        return ToolResult.success("hung");
    }

    private Script play(ModelRequest request) {
        String wish = ScriptedModel.lastSaid(request);
        boolean first = !(request.transcript().getLast() instanceof TranscriptItem.Answered);
        if (wish.startsWith("call ") && first) {
            return Script.calls(
                    Stream.of(wish.substring(5).split(",", -1))
                            .map(name -> Script.toolCall("call_" + name, name))
                            .toArray(ToolCall[]::new));
        }
        if (wish.startsWith("fail ") && failed.compareAndSet(false, true)) {
            return Script.started()
                    .text("Hm")
                    .fail(
                            FailureKind.OVERLOADED,
                            new NextMove.RetryAfter(
                                    Duration.ofMillis(Long.parseLong(wish.substring(5)))));
        }
        return wish.startsWith("talk")
                ? Script.started().text("bla").text("bla").stall()
                : Script.answer("You ", "said: ", wish);
    }
}
