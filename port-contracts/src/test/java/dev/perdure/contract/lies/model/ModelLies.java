package dev.perdure.contract.lies.model;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.json.JsonText;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Ways to break a model client. */
final class ModelLies {

    private static final ModelTimeouts FOR_EVER =
            new ModelTimeouts(Duration.ofDays(1), Duration.ofDays(1));

    private ModelLies() {}

    static Map<String, Supplier<ModelClient>> all() {
        Map<String, Supplier<ModelClient>> lies = new LinkedHashMap<>();
        lies.put("never starts", () -> saying(without(ModelChunk.Started.class)));
        lies.put("starts twice", () -> saying(chunks -> with(chunks, 1, chunks.getFirst())));
        lies.put("says nothing", () -> saying(without(ModelChunk.TextDelta.class)));
        lies.put("goes on after the usage", () -> saying(ModelLies::usageFirst));
        lies.put("reports usage twice", () -> saying(ModelLies::usageTwice));
        lies.put("never ends", () -> saying(without(ModelChunk.Finished.class)));
        lies.put("swallows failures", () -> saying(without(ModelChunk.Failed.class)));
        lies.put("leaves calls open", () -> saying(without(ModelChunk.ToolCallReady.class)));
        lies.put(
                "does not announce calls", () -> saying(without(ModelChunk.ToolCallStarted.class)));
        lies.put("uses one id for all calls", () -> saying(ModelLies::oneId));
        lies.put("makes one call of two", () -> saying(ModelLies::oneCall));
        lies.put("renames the tool of a call", () -> saying(ModelLies::renamed));
        lies.put("rewrites arguments", () -> saying(ModelLies::rewritten));
        lies.put("hides that tools are called", () -> saying(ModelLies::stopped));
        lies.put("fails without a reason", () -> saying(ModelLies::reasonless));
        lies.put("throws its failures", () -> streaming(LyingStreams.ThrowsFailures::new));
        lies.put("throws when it is opened", ThrowsAtOpening::new);
        lies.put(
                "ignores timeouts",
                () -> streaming((chunks, t) -> new ScriptedStream(chunks, FOR_EVER)));
        lies.put(
                "takes silence for another failure",
                () -> streaming(LyingStreams.OtherFailure::new));
        lies.put("cannot be cancelled", () -> streaming(LyingStreams.Uncancellable::new));
        lies.put(
                "cancels waiting readers only",
                () -> streaming(LyingStreams.CancelsWaitingOnly::new));
        lies.put("can be cancelled once", () -> streaming(LyingStreams.CancelsOnce::new));
        lies.put("does not cancel when closed", () -> streaming(LyingStreams.ClosesQuietly::new));
        lies.put("cannot be interrupted", () -> streaming(LyingStreams.Uninterruptible::new));
        lies.put(
                "cannot be closed after its end",
                () -> streaming(LyingStreams.NotClosableAtEnd::new));
        lies.put("cancels all calls at once", CancelsAll::new);
        lies.put("mixes calls", MixesCalls::new);
        lies.put("serves everything", () -> serving(model -> true));
        lies.put("serves nothing", () -> serving(model -> false));
        lies.put("lists no models", ListsNothing::new);
        return lies;
    }

    private static ModelClient streaming(
            BiFunction<List<ModelChunk>, ModelTimeouts, ModelStream> stream) {
        return new ScriptedModel() {
            @Override
            public ModelStream open(ModelRequest request) {
                return stream.apply(script(request.instructions()), request.timeouts());
            }
        };
    }

    private static ModelClient saying(UnaryOperator<List<ModelChunk>> instead) {
        return streaming((chunks, timeouts) -> new ScriptedStream(instead.apply(chunks), timeouts));
    }

    private static ModelClient serving(Predicate<ModelRef> served) {
        return new ScriptedModel() {
            @Override
            public boolean serves(ModelRef model) {
                return served.test(model);
            }
        };
    }

    private static UnaryOperator<List<ModelChunk>> without(Class<? extends ModelChunk> kind) {
        return chunks -> chunks.stream().filter(chunk -> !kind.isInstance(chunk)).toList();
    }

    private static List<ModelChunk> with(List<ModelChunk> chunks, int at, ModelChunk more) {
        List<ModelChunk> longer = new ArrayList<>(chunks);
        longer.add(at, more);
        return longer;
    }

    private static List<ModelChunk> usageFirst(List<ModelChunk> chunks) {
        return with(
                without(ModelChunk.UsageReported.class).apply(chunks),
                1,
                new ModelChunk.UsageReported(Usage.NONE));
    }

    private static List<ModelChunk> usageTwice(List<ModelChunk> chunks) {
        return chunks.getLast() instanceof ModelChunk.Finished
                ? with(chunks, chunks.size() - 1, new ModelChunk.UsageReported(Usage.NONE))
                : chunks;
    }

    private static List<ModelChunk> stopped(List<ModelChunk> chunks) {
        return replaced(
                chunks,
                chunk ->
                        chunk instanceof ModelChunk.Finished
                                ? new ModelChunk.Finished(FinishReason.STOP)
                                : chunk);
    }

    private static List<ModelChunk> reasonless(List<ModelChunk> chunks) {
        return replaced(
                chunks,
                chunk ->
                        chunk instanceof ModelChunk.Failed failed
                                ? new ModelChunk.Failed(
                                        new ModelFailure(
                                                failed.failure().kind(),
                                                failed.failure().nextMove(),
                                                ""))
                                : chunk);
    }

    private static List<ModelChunk> oneId(List<ModelChunk> chunks) {
        ToolCallId id = new ToolCallId("1");
        return replaced(
                chunks,
                chunk ->
                        switch (chunk) {
                            case ModelChunk.ToolCallStarted c ->
                                    new ModelChunk.ToolCallStarted(id, c.name());
                            case ModelChunk.ToolArgumentsDelta c ->
                                    new ModelChunk.ToolArgumentsDelta(id, c.json());
                            case ModelChunk.ToolCallReady c ->
                                    ready(id, c.call().name(), c.call().arguments());
                            default -> chunk;
                        });
    }

    private static List<ModelChunk> oneCall(List<ModelChunk> chunks) {
        ToolCallId second = new ToolCallId("2");
        return chunks.stream()
                .filter(chunk ->
                        switch (chunk) {
                            case ModelChunk.ToolCallStarted c -> !c.id().equals(second);
                            case ModelChunk.ToolArgumentsDelta c -> !c.id().equals(second);
                            case ModelChunk.ToolCallReady c -> !c.call().id().equals(second);
                            default -> true;
                        })
                .toList();
    }

    private static List<ModelChunk> renamed(List<ModelChunk> chunks) {
        return replaced(
                chunks,
                chunk ->
                        chunk instanceof ModelChunk.ToolCallReady c
                                ? ready(c.call().id(), "another_tool", c.call().arguments())
                                : chunk);
    }

    private static List<ModelChunk> rewritten(List<ModelChunk> chunks) {
        return replaced(
                chunks,
                chunk ->
                        chunk instanceof ModelChunk.ToolCallReady c
                                ? ready(
                                        c.call().id(),
                                        c.call().name(),
                                        new JsonText(" " + c.call().arguments().text()))
                                : chunk);
    }

    private static ModelChunk ready(ToolCallId id, String name, JsonText arguments) {
        return new ModelChunk.ToolCallReady(new ToolCall(id, name, arguments));
    }

    private static List<ModelChunk> replaced(
            List<ModelChunk> chunks, UnaryOperator<ModelChunk> instead) {
        return chunks.stream().map(instead).toList();
    }

    private static final class ThrowsAtOpening extends ScriptedModel {

        @Override
        public ModelStream open(ModelRequest request) throws InterruptedException {
            if (request.instructions().equals(FAIL)) {
                throw new IllegalStateException("no connection");
            }
            return super.open(request);
        }
    }

    private static final class ListsNothing extends ScriptedModel {

        @Override
        public List<ModelRef> models() {
            return List.of();
        }
    }

    private static final class CancelsAll extends ScriptedModel {

        private final List<ScriptedStream> streams = new ArrayList<>();

        @Override
        public ModelStream open(ModelRequest request) {
            ScriptedStream stream =
                    new ScriptedStream(script(request.instructions()), request.timeouts()) {
                        @Override
                        public void cancel() {
                            streams.forEach(ScriptedStream::stop);
                        }
                    };
            streams.add(stream);
            return stream;
        }
    }

    /** All calls read from one and the same queue. */
    private static final class MixesCalls extends ScriptedModel {

        private final List<ModelChunk> shared = new ArrayList<>();
        private String last = "";

        @Override
        public synchronized ModelStream open(ModelRequest request) {
            List<ModelChunk> chunks = script(request.instructions());
            List<ModelChunk> mixed = last.equals(CALL_TOOLS) ? List.copyOf(shared) : chunks;
            shared.clear();
            shared.addAll(chunks);
            last = request.instructions();
            return new ScriptedStream(mixed, request.timeouts());
        }
    }
}
