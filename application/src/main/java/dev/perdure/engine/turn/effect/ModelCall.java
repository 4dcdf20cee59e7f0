package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.loop.Answer;
import dev.perdure.loop.BudgetNews;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.message.Message;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model call under way. */
final class ModelCall implements Performance {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCall.class);

    /** No estimate is wrong by so much. */
    private static final int CUT_SHARE = 4;

    private final TurnEffect.CallModel effect;
    private final Scene scene;
    private final ContextFit fit;
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
            ContextFit fit,
            ModelPassage passage,
            DeltaScribe scribe,
            Moments moments) {
        this.effect = effect;
        this.scene = scene;
        this.fit = fit;
        this.passage = passage;
        this.scribe = scribe;
        this.moments = moments;
        this.draft = new AnswerDraft(effect, CallGate.of(scene), callIds(scene));
        this.start = moments.now();
    }

    @Override
    public TurnInput perform() throws InterruptedException {
        try {
            ModelRequest request = request();
            if (isTooLong(request)) {
                return new TurnInput.BoundHit(SealReason.TRANSCRIPT_CHARACTERS);
            }
            Optional<TurnInput> first =
                    fit.before(effect.step(), effect.attempt(), request.transcript());
            if (first.isPresent()) {
                return first.get();
            }
            ModelPassage.Passed passed =
                    passage.call(Payer.of(effect, scene), request, stream -> read(stream, request));
            ModelFailure failure = passed.failure();
            return failure == null ? told(passed.news()) : failed(failure, passed.news());
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
                case ModelChunk.ToolCallStarted started -> draft.callBegins(started.id());
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
        warnOfWhatWasNotRead(request);
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

    /** Some servers cut what is too long for them in silence, and answer what is left. */
    private void warnOfWhatWasNotRead(ModelRequest request) {
        Usage usage = draft.usage();
        long read = usage.input() + usage.cacheRead() + usage.cacheCreation();
        if (read > 0 && read < request.tokens() / CUT_SHARE) {
            LOG.warn(
                    "Model {} says that it read {} tokens, and was sent about {}: its server may have"
                            + " cut the conversation.",
                    effect.model().name(),
                    read,
                    request.tokens());
        }
    }

    /** What the call came to, with what budgets had to say to it. */
    private TurnInput told(BudgetNews news) {
        return Objects.requireNonNull(outcome) instanceof TurnInput.ModelAnswered answered
                ? new TurnInput.ModelAnswered(
                        answered.step(),
                        answered.attempt(),
                        answered.answer(),
                        news,
                        answered.moment())
                : outcome;
    }

    private TurnInput failed(ModelFailure failure, BudgetNews news) {
        boolean shrinks = failure.nextMove() instanceof NextMove.Shrink;
        return new TurnInput.ModelFailed(
                effect.step(),
                effect.attempt(),
                failure,
                draft.usage(),
                moments.since(start),
                shrinks ? fit.stretch() : null,
                shrinks || failure.kind() == FailureKind.INVALID_REQUEST ? fit.smaller() : null,
                news,
                moments.next());
    }

    private ModelRequest request() {
        TurnLimits limits = scene.agent().limits();
        return new ModelRequest(
                effect.model(),
                scene.agent().instructions(),
                fit.shown(),
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
