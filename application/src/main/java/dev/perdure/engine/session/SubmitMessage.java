package dev.perdure.engine.session;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.Steering;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a message: one transaction writes it, makes its turn due and, when the session is idle
 * and this node has a place, claims it. A message to a busy session waits for its turn, unless it
 * asks for something else; none is lost.
 */
public final class SubmitMessage {

    private final EventLog log;
    private final LocalPlaces places;
    private final ModelCatalog models;
    private final InstantSource clock;
    private final IdSource ids;
    private final FoldedSessions folded;

    public SubmitMessage(
            EventLog log,
            LocalPlaces places,
            ModelCatalog models,
            InstantSource clock,
            IdSource ids,
            FoldedSessions folded) {
        this.log = log;
        this.places = places;
        this.models = models;
        this.clock = clock;
        this.ids = ids;
        this.folded = folded;
    }

    public Either<Refusal, Submitted> submit(SessionKey session, MessageDraft draft) {
        if (draft.content().isEmpty()) {
            return Either.left(Refusal.noContent());
        }
        if (draft.controls().model() != null
                && models.serving(session.organisation(), draft.controls().model()).isEmpty()) {
            return Either.left(Refusal.noSuchModel(draft.controls().model().name()));
        }
        TurnId turn = new TurnId(ids.next());
        Arrival arrival =
                new Arrival(
                        session,
                        new TurnEvent.MessageReceived(turn, message(draft), draft.strategy()),
                        draft.idempotencyKey().isEmpty()
                                ? turn.value().toString()
                                : draft.idempotencyKey());
        return switch (draft.strategy()) {
            case ENQUEUE -> accept(arrival);
            case STEER -> accept(arrival);
            case INTERRUPT -> decide(arrival);
            case REJECT -> decide(arrival);
            case ROLLBACK -> decide(arrival);
        };
    }

    /** Accepts whatever the session is doing; the owner of a turn under way says what follows. */
    private Either<Refusal, Submitted> accept(Arrival arrival) {
        return answer(
                arrival.session(),
                append(arrival, new Guard.Exists(), List.of(arrival.message()), null));
    }

    /**
     * Accepts in the state the decision was made in, or decides again. A turn that is to stop for
     * the message may be waiting without an owner: it is woken in the append that says so.
     */
    private Either<Refusal, Submitted> decide(Arrival arrival) {
        while (true) {
            SessionState state = folded.load(arrival.session());
            if (state.settings() == null) {
                return Either.left(noSuch(arrival.session()));
            }
            Either<Refusal, List<Event>> facts = Steering.arrival(state, arrival.message());
            if (facts.isLeft() && !arrival.mayBeRepeated()) {
                return Either.left(facts.getLeft());
            }
            AppendOutcome outcome =
                    facts.isLeft()
                            ? probe(arrival)
                            : append(
                                    arrival,
                                    new Guard.AtVersion(state.version()),
                                    facts.get(),
                                    state.foremost().map(TurnState::turn).orElse(null));
            if (!(outcome instanceof AppendOutcome.VersionConflict)) {
                return answer(arrival.session(), outcome);
            }
            if (facts.isLeft()) {
                return Either.left(facts.getLeft());
            }
        }
    }

    /**
     * Writes nothing: a key that was used before is recognised, and everything else refused,
     * because a stream that exists has facts.
     */
    private AppendOutcome probe(Arrival arrival) {
        return append(
                arrival, new Guard.AtVersion(StreamVersion.NONE), List.of(arrival.message()), null);
    }

    private AppendOutcome append(
            Arrival arrival, Guard guard, List<? extends Event> facts, @Nullable TurnId wakes) {
        boolean reserved = places.reserve();
        boolean filled = false;
        try {
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(arrival.session(), guard, facts)
                                    .with(
                                            new WorkChange.Enqueue(
                                                    arrival.message().turn(),
                                                    arrival.key(),
                                                    reserved,
                                                    wakes)));
            if (outcome instanceof AppendOutcome.Appended appended && appended.claim() != null) {
                folded.heard(appended.claim(), appended.envelopes());
                places.fill(appended.claim());
                filled = true;
            } else if (outcome instanceof AppendOutcome.Appended) {
                places.nudge(arrival.session());
            }
            return outcome;
        } finally {
            if (reserved && !filled) {
                places.release();
            }
        }
    }

    private Message message(MessageDraft draft) {
        return new Message(
                new MessageId(ids.next()),
                Role.USER,
                List.copyOf(draft.content()),
                draft.controls(),
                draft.metadata(),
                draft.actor(),
                draft.extensions(),
                clock.instant());
    }

    private Either<Refusal, Submitted> answer(SessionKey session, AppendOutcome outcome) {
        return switch (outcome) {
            case AppendOutcome.Appended appended ->
                    Either.right(new Submitted(appended.envelopes().getFirst(), false));
            case AppendOutcome.Duplicate duplicate -> earlier(session, duplicate.first());
            case AppendOutcome.NoSuchStream ignored -> Either.left(noSuch(session));
            case AppendOutcome.VersionConflict impossible -> throw unguarded(impossible);
            case AppendOutcome.Fenced impossible -> throw unguarded(impossible);
            case AppendOutcome.StreamExists impossible -> throw unguarded(impossible);
        };
    }

    /** The message of an earlier draft, unless its session was deleted in between. */
    private Either<Refusal, Submitted> earlier(SessionKey session, Offset first) {
        return log
                .read(session, new Offset(first.value() - 1), 1, Selection.FACTS_AND_DELTAS)
                .stream()
                .findFirst()
                .map(envelope -> Either.<Refusal, Submitted>right(new Submitted(envelope, true)))
                .orElseGet(() -> Either.left(noSuch(session)));
    }

    private static Refusal noSuch(SessionKey session) {
        return Refusal.noSuchSession(session.id().value().toString());
    }

    private static IllegalStateException unguarded(AppendOutcome.Refused refused) {
        return new IllegalStateException("an append without such a guard was refused: " + refused);
    }

    /** A message on its way into the log, under the key that makes its repetition the same one. */
    private record Arrival(SessionKey session, TurnEvent.MessageReceived message, String key) {

        /** Whether somebody else could use the key: one that was made up here nobody knows. */
        boolean mayBeRepeated() {
            return !key.equals(message.turn().value().toString());
        }
    }

    /**
     * The message in the log.
     *
     * @param duplicate whether an earlier draft of the same key brought it there
     */
    public record Submitted(Envelope envelope, boolean duplicate) {

        public Message message() {
            return ((TurnEvent.MessageReceived) envelope.entry()).message();
        }
    }
}
