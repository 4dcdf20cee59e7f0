package dev.perdure.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the slots of a schedule that are due.
 *
 * @param send the slot whose message is to be sent; absent when none is
 * @param missed slots that are passed over; of very many the latest
 * @param passed how many are passed over
 * @param next the slot to be looked at after that, which may be due as well; absent when there is
 *     none
 */
public record Firing(
        @Nullable Instant send, List<Instant> missed, long passed, @Nullable Instant next) {

    /** How late a slot may be for one who skips what was missed. */
    public static final Duration LATE_MAX = Duration.ofMinutes(1);

    /** How many slots are made up for at most. */
    public static final int CATCH_UP_MAX = 10;

    /** Slots looked at in one decision; when more are due, these are passed over. */
    static final int LOOK_MAX = 1000;

    public Firing {
        missed = List.copyOf(missed);
    }

    /**
     * Of a schedule that is active, at {@code now}, which is not before its next slot.
     *
     * @param times answers the first slot later than a time; empty when there is none
     * @param waits whether the message of an earlier slot still waits for its turn: another one
     *     would only pile up behind it. Who makes up for all of them goes on with the earliest once
     *     that is over
     */
    public static Firing of(
            Schedule schedule,
            Function<Instant, Optional<Instant>> times,
            Instant now,
            boolean waits) {
        List<Instant> due = new ArrayList<>();
        Instant following = schedule.next();
        while (following != null && !following.isAfter(now) && due.size() < LOOK_MAX) {
            due.add(following);
            following = first(schedule.terms(), times, following).orElse(null);
        }
        boolean more = following != null && !following.isAfter(now);
        MissedPolicy policy = schedule.terms().missed();
        boolean passes = more || (waits && policy != MissedPolicy.ALL);
        List<Instant> kept = passes ? List.of() : kept(policy, due, now);
        List<Instant> missed = due.subList(0, due.size() - kept.size());
        if (kept.isEmpty()) {
            return new Firing(null, latest(missed), missed.size(), following);
        }
        if (waits) {
            return new Firing(null, latest(missed), missed.size(), kept.getFirst());
        }
        boolean last = isLast(schedule);
        Instant next = kept.size() > 1 ? kept.get(1) : following;
        return new Firing(kept.getFirst(), latest(missed), missed.size(), last ? null : next);
    }

    /** Whether there is nothing to do yet: a slot is due that is to be sent, and has to wait. */
    public boolean isHeldUp(Instant now) {
        return send == null && passed == 0 && next != null && !next.isAfter(now);
    }

    /** The first slot later than {@code time} that the terms allow. */
    public static Optional<Instant> first(
            ScheduleTerms terms, Function<Instant, Optional<Instant>> times, Instant time) {
        return times.apply(time).filter(slot -> isWithin(terms, slot));
    }

    private static List<Instant> kept(MissedPolicy policy, List<Instant> due, Instant now) {
        if (due.isEmpty()) {
            return List.of();
        }
        boolean late = due.getLast().isBefore(now.minus(LATE_MAX));
        if (policy == MissedPolicy.SKIP && late) {
            return List.of();
        }
        int count = policy == MissedPolicy.ALL ? CATCH_UP_MAX : 1;
        return due.subList(Math.max(0, due.size() - count), due.size());
    }

    private static boolean isWithin(ScheduleTerms terms, Instant slot) {
        return terms.until() == null || !slot.isAfter(terms.until());
    }

    private static boolean isLast(Schedule schedule) {
        Integer max = schedule.terms().runsMax();
        return max != null && schedule.runs() + 1 >= max;
    }

    private static List<Instant> latest(List<Instant> missed) {
        return missed.subList(Math.max(0, missed.size() - CATCH_UP_MAX), missed.size());
    }
}
