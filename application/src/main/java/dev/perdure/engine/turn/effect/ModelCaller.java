package dev.perdure.engine.turn.effect;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.engine.work.Claim;
import dev.perdure.loop.Answer;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.message.Message;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interprets {@link TurnEffect.CallModel}: one request, its text written to the log as it arrives.
 * The answer counts once every delta of it is committed.
 */
public final class ModelCaller {

    private final ModelCatalog models;
    private final EventAppender log;
    private final Moments moments;

    public ModelCaller(ModelCatalog models, EventAppender log, Moments moments) {
        this.models = models;
        this.log = log;
        this.moments = moments;
    }

    /**
     * @param logMoved told when a fact the owner has not folded turns up
     * @throws ClaimLost when a delta could not be written
     */
    public TurnInput call(TurnEffect.CallModel effect, Scene scene, Claim claim, Runnable logMoved)
            throws InterruptedException {
        Call call =
                new Call(
                        effect,
                        scene,
                        request(effect, scene),
                        new AnswerDraft(effect, scene.agent(), callIds(scene)),
                        new DeltaScribe(log, claim, scene.state().version(), logMoved),
                        moments.now());
        Optional<ModelClient> client = models.serving(effect.model());
        if (client.isEmpty()) {
            return failed(call, noSuchModel(effect.model().name()));
        }
        try (ModelStream stream = client.get().open(call.request())) {
            return read(call, stream);
        }
    }

    private TurnInput read(Call call, ModelStream stream) throws InterruptedException {
        Instant firstChunk = null;
        while (true) {
            ModelChunk chunk = stream.next();
            if (firstChunk == null && !(chunk instanceof ModelChunk.Started)) {
                firstChunk = moments.now();
            }
            TurnInput end = take(call, chunk, firstChunk);
            if (end != null) {
                return end;
            }
            if (call.draft().isLongerThan(call.scene().agent().limits().outputCharacters())) {
                call.scribe().drain();
                return new TurnInput.BoundHit(SealReason.OUTPUT_CHARACTERS);
            }
        }
    }

    private @Nullable TurnInput take(Call call, ModelChunk chunk, @Nullable Instant firstChunk)
            throws InterruptedException {
        switch (chunk) {
            case ModelChunk.Started started -> {}
            case ModelChunk.TextDelta delta -> call.scribe().write(call.draft().text(delta.text()));
            case ModelChunk.ThinkingDelta delta ->
                    call.scribe().write(call.draft().thought(delta.text()));
            case ModelChunk.ToolCallStarted started -> {}
            case ModelChunk.ToolArgumentsDelta delta -> {}
            case ModelChunk.ToolCallReady ready -> call.draft().call(ready.call());
            case ModelChunk.UsageReported reported -> call.draft().spent(reported.usage());
            case ModelChunk.Finished finished -> {
                call.scribe().drain();
                return answered(call, finished.reason(), firstChunk);
            }
            case ModelChunk.Failed failure -> {
                call.scribe().drain();
                return failed(call, failure.failure());
            }
        }
        return null;
    }

    private TurnInput answered(Call call, FinishReason reason, @Nullable Instant firstChunk) {
        Scene scene = call.scene();
        Answer answer =
                new Answer(
                        call.draft().parts(),
                        call.draft().thinking(),
                        call.draft().calls(),
                        reason,
                        call.draft().usage(),
                        moments.since(call.start()),
                        firstChunk == null ? null : between(call.start(), firstChunk),
                        scene.state().transcript().unseenFrom(scene.state().version()),
                        scene.state().version(),
                        RequestHash.of(call.request()));
        return new TurnInput.ModelAnswered(
                call.effect().step(), call.effect().attempt(), answer, moments.next());
    }

    private TurnInput failed(Call call, ModelFailure failure) {
        return new TurnInput.ModelFailed(
                call.effect().step(),
                call.effect().attempt(),
                failure,
                call.draft().usage(),
                moments.since(call.start()),
                moments.next());
    }

    private static ModelRequest request(TurnEffect.CallModel effect, Scene scene) {
        TurnLimits limits = scene.agent().limits();
        return new ModelRequest(
                effect.model(),
                scene.agent().instructions(),
                scene.state().transcript().forModel(),
                scene.agent().tools(),
                scene.agent().modelSettings(),
                new ModelTimeouts(limits.firstChunkTime(), limits.betweenChunksTime()));
    }

    private static Set<ToolCallId> callIds(Scene scene) {
        Set<ToolCallId> ids = new HashSet<>();
        for (TranscriptItem item : scene.state().transcript().items()) {
            if (item instanceof TranscriptItem.Said said) {
                Message message = said.message();
                message.toolCalls().stream().map(ToolCall::id).forEach(ids::add);
            }
        }
        return ids;
    }

    private static ModelFailure noSuchModel(String name) {
        return new ModelFailure(
                FailureKind.NOT_FOUND,
                new NextMove.GiveUp(),
                "There is no model " + name + " in this installation.");
    }

    private static Duration between(Instant start, Instant end) {
        Duration elapsed = Duration.between(start, end);
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    private record Call(
            TurnEffect.CallModel effect,
            Scene scene,
            ModelRequest request,
            AnswerDraft draft,
            DeltaScribe scribe,
            Instant start) {}
}
