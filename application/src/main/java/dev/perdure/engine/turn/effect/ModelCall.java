package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.loop.Answer;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Message;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One model call under way. */
final class ModelCall implements Performance {

    private final TurnEffect.CallModel effect;
    private final Scene scene;
    private final ModelPassage passage;
    private final DeltaScribe scribe;
    private final Moments moments;
    private final AnswerDraft draft;
    private final Instant start;

    /** What the call came to, unless it failed. */
    private @Nullable TurnInput outcome;

    ModelCall(
            TurnEffect.CallModel effect,
            Scene scene,
            ModelPassage passage,
            DeltaScribe scribe,
            Moments moments) {
        this.effect = effect;
        this.scene = scene;
        this.passage = passage;
        this.scribe = scribe;
        this.moments = moments;
        this.draft = new AnswerDraft(effect, scene.agent(), callIds(scene));
        this.start = moments.now();
    }

    @Override
    public TurnInput perform() throws InterruptedException {
        try {
            ModelRequest request = request();
            if (isTooLong(request)) {
                return new TurnInput.BoundHit(SealReason.TRANSCRIPT_CHARACTERS);
            }
            ModelFailure failure =
                    passage.call(
                            scene.session().organisation(),
                            request,
                            stream -> read(stream, request));
            return failure == null ? Objects.requireNonNull(outcome) : failed(failure);
        } finally {
            scribe.close();
        }
    }

    @Override
    public void stop() {
        scribe.close();
    }

    private @Nullable ModelFailure read(ModelStream stream, ModelRequest request)
            throws InterruptedException {
        scribe.whenLost(stream::cancel);
        Instant firstChunk = null;
        while (true) {
            ModelChunk chunk = stream.next();
            if (firstChunk == null && !(chunk instanceof ModelChunk.Started)) {
                firstChunk = moments.now();
            }
            switch (chunk) {
                case ModelChunk.Started started -> {}
                case ModelChunk.TextDelta delta -> scribe.write(draft.text(delta.text()));
                case ModelChunk.ThinkingDelta delta -> scribe.write(draft.thought(delta.text()));
                case ModelChunk.OpaquePart opaque -> draft.keep(opaque);
                case ModelChunk.ToolCallStarted started -> {}
                case ModelChunk.ToolArgumentsDelta delta -> {}
                case ModelChunk.ToolCallReady ready -> draft.call(ready.call());
                case ModelChunk.UsageReported reported -> draft.spent(reported.usage());
                case ModelChunk.Finished finished -> {
                    scribe.drain();
                    outcome = answered(request, finished.reason(), firstChunk);
                    return null;
                }
                case ModelChunk.Failed failure -> {
                    scribe.drain();
                    return failure.failure();
                }
            }
            if (draft.isLongerThan(scene.agent().limits().outputCharacters())) {
                scribe.drain();
                outcome = new TurnInput.BoundHit(SealReason.OUTPUT_CHARACTERS);
                return null;
            }
        }
    }

    private TurnInput answered(
            ModelRequest request, FinishReason reason, @Nullable Instant firstChunk) {
        Answer answer =
                new Answer(
                        draft.parts(),
                        draft.thinking(),
                        draft.calls(),
                        reason,
                        draft.usage(),
                        moments.since(start),
                        firstChunk == null ? null : between(start, firstChunk),
                        scene.state().transcript().unseenFrom(scene.state().version()),
                        scene.state().version(),
                        RequestHash.of(request));
        return new TurnInput.ModelAnswered(effect.step(), effect.attempt(), answer, moments.next());
    }

    private TurnInput failed(ModelFailure failure) {
        return new TurnInput.ModelFailed(
                effect.step(),
                effect.attempt(),
                failure,
                draft.usage(),
                moments.since(start),
                failure.nextMove() instanceof NextMove.Shrink ? smaller() : null,
                moments.next());
    }

    private @Nullable Reduction smaller() {
        int bound = scene.agent().limits().transcriptCharacters();
        return scene.state().transcript().smaller(bound, reduction()).orElse(null);
    }

    /** How much less than usual this call shows. */
    private Reduction reduction() {
        return scene.state()
                .turn(effect.turn())
                .filter(TurnState.Open.class::isInstance)
                .map(turn -> ((TurnState.Open) turn).progress().recourse().reduction())
                .orElse(Reduction.NONE);
    }

    private ModelRequest request() {
        TurnLimits limits = scene.agent().limits();
        return new ModelRequest(
                effect.model(),
                scene.agent().instructions(),
                scene.state().transcript().forModel(limits.transcriptCharacters(), reduction()),
                scene.agent().tools(),
                scene.agent().modelSettings(),
                new ModelTimeouts(limits.firstChunkTime(), limits.betweenChunksTime()));
    }

    /** What stands after the user's last message is shown whole, or not at all. */
    private boolean isTooLong(ModelRequest request) {
        long characters = request.transcript().stream().mapToLong(TranscriptItem::characters).sum();
        return characters > scene.agent().limits().transcriptCharacters();
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

    private static Duration between(Instant start, Instant end) {
        Duration elapsed = Duration.between(start, end);
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }
}
