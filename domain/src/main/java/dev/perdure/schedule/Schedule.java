package dev.perdure.schedule;

import dev.perdure.session.SessionKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standing order of a session to be sent a message; immutable.
 *
 * @param next the slot after those that are decided; absent when there is none, and unless it is
 *     active
 * @param firing the slot whose message is being sent; absent when none is
 * @param runs how many messages were sent
 * @param missed how many slots were passed over
 * @param last the slot of the last message; absent before the first
 * @param version rises with every change
 */
public record Schedule(
        ScheduleId id,
        SessionKey session,
        ScheduleTerms terms,
        ScheduleStatus status,
        @Nullable Instant next,
        @Nullable Instant firing,
        int runs,
        long missed,
        @Nullable Instant last,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    /** A schedule that begins now. */
    public static Schedule begun(
            ScheduleId id, SessionKey session, ScheduleTerms terms, Instant next, Instant now) {
        return new Schedule(
                id, session, terms, ScheduleStatus.ACTIVE, next, null, 0, 0, null, 1, now, now);
    }

    /** When somebody has to look at it; absent when never. */
    public @Nullable Instant dueAt() {
        return firing == null ? next : firing;
    }

    /** Whether it was not due any more when it was changed last. */
    public boolean isPutOff() {
        Instant due = dueAt();
        return due != null && due.isAfter(updatedAt);
    }

    /** Puts on record what is to be done about the slots that are due. */
    public Schedule decided(Firing firing, Instant now) {
        boolean over = firing.next() == null && firing.send() == null;
        return new Schedule(
                id,
                session,
                terms,
                over ? ScheduleStatus.ENDED : status,
                firing.next(),
                firing.send(),
                runs,
                missed + firing.passed(),
                last,
                version + 1,
                createdAt,
                now);
    }

    /** Is looked at again at {@code later}. */
    public Schedule putOff(Instant later, Instant now) {
        return in(status, later, now);
    }

    /** Its answer is to be the result of a call, and is looked for at {@code later}. */
    public Schedule awaitedBy(Recurrence.Answer call, Instant later, Instant now) {
        return new Schedule(
                id,
                session,
                new ScheduleTerms(
                        call, terms.message(), terms.missed(), terms.until(), terms.runsMax()),
                status,
                later,
                firing,
                runs,
                missed,
                last,
                version + 1,
                createdAt,
                now);
    }

    /** The message of the slot that was being sent is in the session. */
    public Schedule sent(Instant slot, Instant now) {
        boolean firingIt = slot.equals(firing);
        boolean through = isThrough(runs + 1);
        boolean over = through ? status.isOpen() : status == ScheduleStatus.ACTIVE && next == null;
        return new Schedule(
                id,
                session,
                terms,
                over ? ScheduleStatus.ENDED : status,
                through ? null : next,
                firingIt ? null : firing,
                runs + 1,
                missed,
                slot,
                version + 1,
                createdAt,
                now);
    }

    /** Rests, and is not due. A message that is being sent still is. */
    public Schedule paused(Instant now) {
        return in(ScheduleStatus.PAUSED, null, now);
    }

    /**
     * Goes on with the slot {@code first}; those in between are gone. When the message that is
     * being sent is the last, it does not go on.
     */
    public Schedule resumed(@Nullable Instant first, Instant now) {
        boolean through = isThrough(firing == null ? runs : runs + 1);
        return first == null || through
                ? in(ScheduleStatus.ENDED, null, now)
                : in(ScheduleStatus.ACTIVE, first, now);
    }

    private boolean isThrough(int sent) {
        Integer most = terms.runsMax();
        return most != null && sent >= most;
    }

    /** Is never due again. A message that is being sent still is. */
    public Schedule cancelled(Instant now) {
        return in(ScheduleStatus.CANCELLED, null, now);
    }

    private Schedule in(ScheduleStatus changed, @Nullable Instant following, Instant now) {
        return new Schedule(
                id,
                session,
                terms,
                changed,
                following,
                firing,
                runs,
                missed,
                last,
                version + 1,
                createdAt,
                now);
    }
}
