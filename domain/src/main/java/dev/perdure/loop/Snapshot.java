package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.message.Role;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnLimits;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An idle session as of a version, so that the facts up to it need not be folded again: its
 * settings and the end of its transcript. Folding on from {@link #state} shows a model the same as
 * folding the whole log would, and comes to the same turns, as long as nothing is asked for that
 * the snapshot does not hold: a head moved to before {@code changedAt}, which {@link
 * SessionState#knows} tells, or more of the conversation than {@link #serves} says.
 *
 * @param version of the last fact that went into it
 * @param changedAt version of the last fact that changed the transcript
 * @param notes what stands for the part of the conversation before the transcript; absent when
 *     nothing does
 * @param tail the end of the transcript; unless it is the whole, it begins with what a user said
 *     and holds something an agent said
 * @param characters how long what a model may be shown of the tail is at least, in UTF-16 units
 * @param whole whether the tail is the whole transcript
 */
public record Snapshot(
        SessionSettings settings,
        StreamVersion version,
        StreamVersion changedAt,
        @Nullable Notes notes,
        List<TranscriptItem> tail,
        long characters,
        boolean whole) {

    public Snapshot {
        tail = List.copyOf(tail);
        if (changedAt.compareTo(version) > 0) {
            throw new IllegalArgumentException("a transcript of later than its snapshot");
        }
    }

    /**
     * The snapshot of a session, with as much of the transcript as any turn may show a model; empty
     * when the session is not idle.
     */
    public static Optional<Snapshot> of(SessionState state) {
        return of(state, TurnLimits.TRANSCRIPT_CHARACTERS);
    }

    /** A snapshot that serves whoever shows a model at most {@code bound} characters. */
    static Optional<Snapshot> of(SessionState state, long bound) {
        SessionSettings settings = state.settings();
        if (settings == null || !state.isIdle()) {
            return Optional.empty();
        }
        Tail tail = tail(state.transcript(), bound);
        return Optional.of(
                new Snapshot(
                        settings,
                        state.version(),
                        state.branchPoints().last().version(),
                        state.transcript().notes(),
                        tail.items().asJava(),
                        tail.characters(),
                        tail.whole()));
    }

    /** Whether what a model is shown is all there, when that is at most {@code bound} long. */
    public boolean serves(long bound) {
        return whole || characters > bound;
    }

    /** The state from which the rest of the log is folded. */
    public SessionState state() {
        Transcript transcript = new Transcript(notes, Vector.ofAll(tail), whole ? null : changedAt);
        return new SessionState(
                settings,
                version,
                transcript,
                HashMap.empty(),
                HashMap.empty(),
                HashMap.empty(),
                Beginnings.NONE,
                Vector.of(new SessionState.BranchPoint(changedAt, transcript)),
                null);
    }

    /**
     * From the last message of a user behind which there is more than {@code bound} to show,
     * however much less than usual is shown.
     */
    private static Tail tail(Transcript transcript, long bound) {
        List<TranscriptItem> paired = transcript.paired();
        long characters = 0;
        boolean answered = false;
        for (int i = paired.size() - 1; i >= 0; i--) {
            TranscriptItem item = paired.get(i);
            characters += lasting(item);
            if (item instanceof TranscriptItem.Said said) {
                answered |= said.message().role() == Role.AGENT;
                if (said.message().role() == Role.USER && answered && characters > bound) {
                    int from = transcript.items().lastIndexOf(item);
                    return new Tail(
                            transcript.items().drop(from),
                            characters,
                            from == 0 && transcript.unseenUntil() == null);
                }
            }
        }
        return new Tail(transcript.items(), characters, transcript.unseenUntil() == null);
    }

    /**
     * How much of the item is shown whatever follows: thoughts are left out by some reductions, and
     * what stands in for a missing result may be replaced by a shorter one.
     */
    private static long lasting(TranscriptItem item) {
        return switch (item) {
            case TranscriptItem.Said said ->
                    said.message().content().stream()
                            .filter(part -> Shown.isShown(part, false))
                            .mapToLong(TranscriptItem::characters)
                            .sum();
            case TranscriptItem.Answered answered ->
                    answered.result().equals(Transcript.NO_RESULT) ? 0 : answered.characters();
        };
    }

    private record Tail(Vector<TranscriptItem> items, long characters, boolean whole) {}
}
