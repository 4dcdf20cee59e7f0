package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.BudgetNews;
import dev.perdure.loop.Digest;
import dev.perdure.loop.TokenEstimator;
import dev.perdure.loop.Transcript;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.turn.TurnLimits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call for notes that are to stand for the older part of a conversation. One that finds no
 * room, with the provider or in a budget, is put off like a call for an answer. Whatever else goes
 * wrong with it is no trouble of the turn, which does without notes then.
 */
final class NotesCall implements Performance {

    private static final Logger LOG = LoggerFactory.getLogger(NotesCall.class);

    /** However little it takes, it is given the latest of it. */
    private static final long ROOM_MIN = 100;

    private static final long WORDS_MIN = 60;
    private static final long WORDS_MAX = 1_500;

    private final TurnEffect.CondenseContext effect;
    private final Scene scene;
    private final ContextFit fit;
    private final ModelPassage passage;
    private final Moments moments;
    private final Instant start;
    private final StringBuilder text = new StringBuilder();
    private final Payer payer;
    private BudgetNews news;
    private Usage usage = Usage.NONE;
    private @Nullable FinishReason finish;

    NotesCall(
            TurnEffect.CondenseContext effect,
            Scene scene,
            ContextFit fit,
            ModelPassage passage,
            Moments moments) {
        this.effect = effect;
        this.scene = scene;
        this.fit = fit;
        this.passage = passage;
        this.moments = moments;
        this.start = moments.now();
        this.payer = Payer.of(effect, scene);
        this.news = new BudgetNews(payer.heldBy(), null, List.of());
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public TurnInput perform() throws InterruptedException {
        Stretch stretch = effect.condensing().stretch();
        Transcript transcript = scene.state().transcript();
        if (!transcript.holds(stretch)) {
            return without("The conversation has gone another way since.");
        }
        try {
            ModelPassage.Passed passed =
                    passage.call(payer, request(transcript, stretch), this::read);
            news = passed.news();
            ModelFailure failure = passed.failure();
            if (failure == null) {
                return judged(transcript, stretch);
            }
            return failure.isPutOff() ? putOff(failure) : without(failure.detail());
        } catch (RuntimeException defect) {
            LOG.error("Notes of a conversation could not be had.", defect);
            return without("The call for notes met an internal error.");
        }
    }

    private ModelRequest request(Transcript transcript, Stretch stretch) {
        TurnLimits limits = scene.agent().limits();
        long told = TokenEstimator.text(Digest.INSTRUCTIONS);
        long room = Math.max(ROOM_MIN, fit.readable(told));
        return new ModelRequest(
                effect.model(),
                Digest.INSTRUCTIONS,
                List.of(asking(Digest.of(transcript, stretch, room), words(room))),
                List.of(),
                settings(),
                new ModelTimeouts(limits.firstChunkTime(), limits.betweenChunksTime()));
    }

    private static long words(long room) {
        return Math.clamp(room / 10, WORDS_MIN, WORDS_MAX);
    }

    /** What an agent asks of its answers is not asked of notes. */
    private JsonObject settings() {
        return scene.agent()
                .modelSettings()
                .object("provider_options")
                .map(options -> JsonObject.builder().put("provider_options", options).build())
                .orElse(JsonObject.empty());
    }

    private TranscriptItem asking(String document, long words) {
        String ask =
                document
                        + "\n\n"
                        + Digest.END
                        + "\nWrite the notes now, in at most "
                        + words
                        + " words.";
        return new TranscriptItem.Said(
                scene.state().version(),
                new Message(
                        new MessageId(new UUID(0, 0)),
                        Role.USER,
                        List.of(new InputPart.Text(ask)),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        Instant.EPOCH));
    }

    private @Nullable ModelFailure read(ModelStream stream) throws InterruptedException {
        while (true) {
            switch (stream.next()) {
                case ModelChunk.TextDelta delta -> text.append(delta.text());
                case ModelChunk.UsageReported reported -> usage = reported.usage();
                case ModelChunk.Finished finished -> {
                    finish = finished.reason();
                    return null;
                }
                case ModelChunk.Failed failed -> {
                    return failed.failure();
                }
                case ModelChunk.Started ignored -> {}
                case ModelChunk.ThinkingDelta ignored -> {}
                case ModelChunk.OpaquePart ignored -> {}
                case ModelChunk.ToolCallStarted ignored -> {}
                case ModelChunk.ToolArgumentsDelta ignored -> {}
                case ModelChunk.ToolCallReady ignored -> {}
            }
            if (text.length() > scene.agent().limits().outputCharacters()) {
                return null;
            }
        }
    }

    /** Notes that are cut off, empty or no shorter are worse than none. */
    private TurnInput judged(Transcript transcript, Stretch stretch) {
        String notes = text.toString().strip();
        if (finish != FinishReason.STOP && finish != FinishReason.OTHER) {
            return without("The notes were not finished.");
        }
        if (notes.isEmpty()) {
            return without("The notes were empty.");
        }
        StreamVersion next = scene.state().version().next();
        long before = fit.estimate(fit.shown(transcript, Reduction.NONE));
        long after =
                fit.estimate(fit.shown(transcript.condensed(stretch, notes, next), Reduction.NONE));
        if (after >= before) {
            return without("The notes were no shorter than what they were to stand for.");
        }
        return new TurnInput.ContextCondensed(
                effect.step(),
                effect.attempt(),
                notes,
                before,
                after,
                usage,
                moments.since(start),
                news);
    }

    private TurnInput without(String why) {
        return new TurnInput.ContextNotCondensed(
                effect.step(),
                effect.attempt(),
                why,
                usage,
                moments.since(start),
                fit.fitting(),
                news);
    }

    private TurnInput putOff(ModelFailure failure) {
        return new TurnInput.ModelFailed(
                effect.step(),
                effect.attempt(),
                failure,
                usage,
                moments.since(start),
                null,
                null,
                news,
                moments.next());
    }
}
