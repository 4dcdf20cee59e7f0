package dev.perdure.engine.turn.effect;

import dev.perdure.event.Stretch;
import dev.perdure.json.JsonObject;
import dev.perdure.loop.MessageTimes;
import dev.perdure.loop.Recourse;
import dev.perdure.loop.Reported;
import dev.perdure.loop.TokenEstimator;
import dev.perdure.loop.Transcript;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnState;
import dev.perdure.model.ModelProfile;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Reduction;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a model would be shown in one attempt, whether it takes so much, and what would be less. */
final class ContextFit {

    /** Of what a model takes, as much as stays word for word beside the notes. */
    private static final int KEPT_SHARE = 4;

    /** Of what a model takes, as much as it is given to read at once. */
    private static final double READ_SHARE = 0.75;

    private final Scene scene;
    private final TurnId turn;
    private final ModelRef model;
    private final Supplier<ModelProfile> profile;
    private final @Nullable Recourse recourse;

    /**
     * @param profile what is known of the model; asked for where the effect is performed
     */
    ContextFit(Scene scene, TurnId turn, ModelRef model, Supplier<ModelProfile> profile) {
        this.scene = scene;
        this.turn = turn;
        this.model = model;
        this.profile = profile;
        this.recourse =
                scene.state()
                        .turn(turn)
                        .filter(TurnState.Open.class::isInstance)
                        .map(open -> ((TurnState.Open) open).progress().recourse())
                        .orElse(null);
    }

    List<TranscriptItem> shown() {
        return shown(scene.state().transcript(), reduction());
    }

    /** How much less than usual this attempt shows. */
    private Reduction reduction() {
        return recourse == null ? Reduction.NONE : recourse.reduction();
    }

    /** In tokens; empty where nobody knows. */
    OptionalLong room() {
        JsonObject settings = scene.agent().modelSettings();
        OptionalLong asked = settings.longValue("max_completion_tokens");
        OptionalLong answer = asked.isPresent() ? asked : settings.longValue("max_tokens");
        return profile.get().requestTokens(answer.isPresent() ? answer.getAsLong() : null);
    }

    /** What there is to do before a call that would show {@code shown}; empty when nothing. */
    Optional<TurnInput> before(StepNumber step, Attempt attempt, List<TranscriptItem> shown) {
        OptionalLong room = room();
        if (room.isEmpty()) {
            return Optional.empty();
        }
        long wanted = room.getAsLong() * scene.agent().notes().windowPercent() / 100;
        long estimate = estimate(shown);
        if (estimate <= wanted) {
            return Optional.empty();
        }
        Stretch stretch = stretch(wanted);
        boolean fits = estimate <= room.getAsLong();
        Reduction smaller = stretch == null && !fits ? fitting(room.getAsLong()) : null;
        if (stretch == null && smaller == null) {
            return Optional.empty();
        }
        return Optional.of(
                new TurnInput.ContextOutgrown(
                        step,
                        attempt,
                        stretch,
                        smaller,
                        "The conversation is about "
                                + estimate
                                + " tokens long, and "
                                + model.name()
                                + " is shown at most "
                                + (stretch == null ? room.getAsLong() : wanted)
                                + "."));
    }

    /** What notes could stand for after a refusal of what is shown. */
    @Nullable Stretch stretch() {
        long shown = TokenEstimator.transcript(shown());
        OptionalLong room = room();
        return stretch(room.isPresent() ? Math.min(room.getAsLong(), shown) : shown);
    }

    private @Nullable Stretch stretch(long room) {
        return scene.agent().notes().allowed() && recourse != null && recourse.mayWriteNotes()
                ? scene.state().condensable(turn, room / KEPT_SHARE).orElse(null)
                : null;
    }

    /** The next reduction that shows less; null when none does. */
    @Nullable Reduction smaller() {
        return scene.state()
                .transcript()
                .smaller(scene.agent().limits().transcriptCharacters(), reduction())
                .orElse(null);
    }

    /** What shows little enough, else the least; null when nothing shows less. */
    @Nullable Reduction fitting() {
        OptionalLong room = room();
        return room.isEmpty() ? smaller() : fitting(room.getAsLong());
    }

    private @Nullable Reduction fitting(long room) {
        Transcript transcript = scene.state().transcript();
        Reduction best = null;
        Reduction next = smaller();
        while (next != null) {
            best = next;
            next =
                    estimate(shown(transcript, best)) <= room
                            ? null
                            : transcript
                                    .smaller(scene.agent().limits().transcriptCharacters(), best)
                                    .orElse(null);
        }
        return best;
    }

    /** Tokens of a request that shows as much, by what the model last said of one. */
    long estimate(List<TranscriptItem> shown) {
        return Math.max(1, Math.round(plain(shown) * ratio()));
    }

    /** How many tokens the model last read for each that was estimated. */
    private double ratio() {
        Reported reported = scene.state().reported();
        return reported == null || !reported.model().equals(model)
                ? 1
                : TokenEstimator.ratio(
                        plain(shown(reported.seen(), Reduction.NONE)), reported.usage());
    }

    /**
     * How much the model may be given to read at once, as it is estimated before any correction.
     * Where nobody knows what it takes, it took less than it was shown; the agent's instructions
     * and tools were refused with that, and are not sent again.
     *
     * @param instructions tokens that are sent beside it
     */
    long readable(long instructions) {
        OptionalLong room = room();
        if (room.isPresent()) {
            return (long) (room.getAsLong() / ratio() * READ_SHARE) - instructions;
        }
        List<TranscriptItem> refused = shown(scene.state().transcript(), Reduction.NONE);
        return (long) (TokenEstimator.transcript(refused) * READ_SHARE);
    }

    private long plain(List<TranscriptItem> shown) {
        return TokenEstimator.request(scene.agent().instructions(), shown, scene.agent().tools());
    }

    List<TranscriptItem> shown(Transcript transcript, Reduction reduction) {
        List<TranscriptItem> shown =
                transcript.forModel(scene.agent().limits().transcriptCharacters(), reduction);
        return scene.agent().messageTimes() ? MessageTimes.on(shown) : shown;
    }
}
