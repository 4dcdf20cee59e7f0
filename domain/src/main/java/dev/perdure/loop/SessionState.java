package dev.perdure.loop;

import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.Message;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session folded from its facts; deltas are passed over. Total: any log that was ever written
 * folds.
 *
 * <p>The stream is linear and history may branch: a fact's parent is the fact before it unless the
 * head was moved. The transcript follows the parents; the state of a turn does not branch, because
 * effects are owed to the present head alone.
 *
 * @param settings absent before the first fact
 * @param received the messages that caused the turns which have not ended
 * @param turns turns that have not ended
 * @param arrivals the messages of which it is not said yet what became of them, by their turns,
 *     with what they asked for; those whose turn has begun are not among them
 * @param branchPoints the transcript after each fact that changed it, in order of version
 * @param begun how turns began
 * @param reported what a provider reported last; absent where none has, since the fold began
 */
public record SessionState(
        @Nullable SessionSettings settings,
        StreamVersion version,
        Transcript transcript,
        Map<TurnId, TranscriptItem.Said> received,
        Map<TurnId, TurnState> turns,
        Map<TurnId, MessageStrategy> arrivals,
        Beginnings begun,
        Vector<BranchPoint> branchPoints,
        @Nullable Reported reported) {

    public static final SessionState EMPTY =
            new SessionState(
                    null,
                    StreamVersion.NONE,
                    Transcript.EMPTY,
                    HashMap.empty(),
                    HashMap.empty(),
                    HashMap.empty(),
                    Beginnings.NONE,
                    Vector.of(new BranchPoint(StreamVersion.NONE, Transcript.EMPTY)),
                    null);

    public static SessionState fold(Iterable<Envelope> log) {
        SessionState state = EMPTY;
        for (Envelope envelope : log) {
            state = state.evolve(envelope);
        }
        return state;
    }

    public SessionState evolve(Envelope envelope) {
        return envelope.entry() instanceof Event fact ? evolve(fact, envelope.version()) : this;
    }

    /** The state after {@code fact}, which was committed at {@code at}. */
    public SessionState evolve(Event fact, StreamVersion at) {
        return switch (fact) {
            case SessionEvent.SessionOpened opened -> with(at, opened.settings());
            case SessionEvent.SettingsChanged changed -> with(at, changed.settings());
            case SessionEvent.HeadMoved moved -> with(at, transcriptAsOf(moved.to()));
            case TurnEvent inTurn -> evolveTurn(inTurn, at);
        };
    }

    /** Whether no turn is open or due, so that nothing is owed to anybody. */
    public boolean isIdle() {
        return turns.isEmpty() && received.isEmpty() && arrivals.isEmpty();
    }

    /**
     * Whether the fact can be folded onto this state; a state that was folded from a {@link
     * Snapshot} does not know the branches that lie before it.
     */
    public boolean knows(Envelope envelope) {
        return !(envelope.entry() instanceof SessionEvent.HeadMoved moved)
                || branchPoints.head().version().compareTo(moved.to()) <= 0;
    }

    /** Where the turn stands; empty once it has ended, or when it was never due. */
    public Optional<TurnState> turn(TurnId id) {
        return turns.get(id).toJavaOptional();
    }

    /** The message that caused a turn which has not ended. */
    public Optional<Message> input(TurnId id) {
        return received.get(id).map(TranscriptItem.Said::message).toJavaOptional();
    }

    /**
     * The last fact that a turn found when it began; the present one for a turn that is about to.
     */
    public StreamVersion foundBy(TurnId id) {
        return begun.found().getOrElse(id, version);
    }

    /** The turn under way, or the first that is due when none has begun; empty when idle. */
    public Optional<TurnState> foremost() {
        return turns.values()
                .find(TurnState.Open.class::isInstance)
                .orElse(() ->
                        received.minBy(entry -> entry._2().version())
                                .flatMap(first -> turns.get(first._1())))
                .toJavaOptional();
    }

    /**
     * Where the head stood before the turn began; empty when nothing of the turn is on the present
     * branch.
     */
    public Optional<StreamVersion> before(TurnId id) {
        TranscriptItem.Said input = received.getOrElse(id, null);
        if (input == null || transcript.items().lastIndexOf(input) < 0) {
            return Optional.empty();
        }
        for (int i = lastUntil(input.version()) + 1; i < branchPoints.size(); i++) {
            if (i > 0 && branchPoints.get(i).transcript().items().lastOption().contains(input)) {
                return Optional.of(branchPoints.get(i - 1).version());
            }
        }
        return Optional.empty();
    }

    /**
     * What notes may stand for while the turn is under way: the older part of the conversation, up
     * to a message of the user, so that no call is separated from its result and what the turn has
     * come to so far stays as it is. As much is kept as {@code tokens} have room for. Empty where
     * the part is too small to be worth it.
     */
    public Optional<Stretch> condensable(TurnId turn, long tokens) {
        Vector<TranscriptItem> items = transcript.items();
        int input = received.get(turn).map(said -> items.lastIndexOf(said)).getOrElse(-1);
        return Condensation.stretch(transcript, input < 0 ? items.size() : input, tokens);
    }

    private SessionState arrived(TurnEvent.MessageReceived fact, StreamVersion at) {
        TurnId turn = fact.turn();
        return new SessionState(
                settings,
                at,
                transcript,
                received.put(turn, new TranscriptItem.Said(at, fact.message())),
                turns.put(turn, new TurnState.Queued(turn, fact.message().id(), null)),
                arrivals.put(turn, fact.strategy()),
                begun,
                branchPoints,
                reported);
    }

    private SessionState evolveTurn(TurnEvent fact, StreamVersion at) {
        if (fact instanceof TurnEvent.MessageReceived message) {
            return arrived(message, at);
        }
        Map<TurnId, TurnState> nextTurns = turns;
        Map<TurnId, TranscriptItem.Said> nextReceived = received;
        Map<TurnId, MessageStrategy> nextArrivals = arrivals;
        Beginnings nextBegun = begun;
        TurnState before = turns.getOrElse(fact.turn(), null);
        if (before != null) {
            TurnState after = TurnLoop.evolve(before, fact);
            boolean ended = after instanceof TurnState.Ended;
            nextTurns = ended ? turns.remove(fact.turn()) : turns.put(fact.turn(), after);
            nextReceived = ended ? received.remove(fact.turn()) : received;
            nextArrivals = ended || isSettled(fact) ? arrivals.remove(fact.turn()) : arrivals;
            nextBegun = begun.after(fact, version, ended);
        }
        SessionState next =
                new SessionState(
                        settings,
                        at,
                        transcript,
                        nextReceived,
                        nextTurns,
                        nextArrivals,
                        nextBegun,
                        branchPoints,
                        fact instanceof StepEvent.GenerationRecorded generation
                                ? Reported.of(generation, before, transcript).orElse(reported)
                                : reported);
        Transcript changed = changed(fact, before, at);
        return changed == null ? next : next.with(at, changed);
    }

    /** The transcript after the fact; null when it is the same as before. */
    private @Nullable Transcript changed(
            TurnEvent fact, @Nullable TurnState before, StreamVersion at) {
        if (fact instanceof StepEvent.ContextCompacted compacted) {
            return transcript.includes(compacted.stretch())
                    ? transcript.condensed(compacted.stretch(), compacted.notes(), at)
                    : null;
        }
        TranscriptItem item = transcriptItem(fact, before, at);
        return item == null ? null : transcript.plus(item);
    }

    /** Whether the fact says what became of the message of its turn. */
    private static boolean isSettled(TurnEvent fact) {
        return fact instanceof TurnEvent.TurnStarted
                || fact instanceof TurnEvent.MessageQueued
                || fact instanceof TurnEvent.MessageInterrupted;
    }

    private @Nullable TranscriptItem transcriptItem(
            TurnEvent fact, @Nullable TurnState before, StreamVersion at) {
        if (fact instanceof TurnEvent.TurnStarted started) {
            return received.getOrElse(started.turn(), null);
        }
        if (fact instanceof TurnEvent.MessageSteered steered) {
            return received.getOrElse(steered.turn(), null);
        }
        if (fact instanceof StepEvent.OutputCompleted completed) {
            return new TranscriptItem.Said(at, completed.message());
        }
        if (fact instanceof StepEvent.ToolCompleted completed) {
            return new TranscriptItem.Answered(
                    at,
                    completed.call(),
                    completed.tool(),
                    Circling.result(before, completed, EditedCall.result(before, completed)));
        }
        return null;
    }

    /**
     * The transcript as the fact of version {@code at} left it, whichever branch that fact is on.
     */
    private Transcript transcriptAsOf(StreamVersion at) {
        return branchPoints.get(Math.max(0, lastUntil(at))).transcript();
    }

    /** The place of the last branch point up to a version; -1 when all of them are later. */
    private int lastUntil(StreamVersion version) {
        int low = -1;
        int high = branchPoints.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (branchPoints.get(middle).version().compareTo(version) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private SessionState with(StreamVersion at, SessionSettings changed) {
        return new SessionState(
                changed, at, transcript, received, turns, arrivals, begun, branchPoints, reported);
    }

    private SessionState with(StreamVersion at, Transcript changed) {
        return new SessionState(
                settings,
                at,
                changed,
                received,
                turns,
                arrivals,
                begun,
                branchPoints.append(new BranchPoint(at, changed)),
                reported);
    }

    /** The transcript as of a version that changed it. */
    public record BranchPoint(StreamVersion version, Transcript transcript) {}
}
