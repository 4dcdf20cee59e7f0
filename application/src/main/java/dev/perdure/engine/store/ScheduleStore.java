package dev.perdure.engine.store;

import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schedules of sessions, and the ledgers of their slots. Each call is atomic. A schedule whose
 * session is gone does not exist, and neither does one of another organisation. Thread-safe. Throws
 * {@link StoreUnavailable} when the store cannot be reached.
 */
public interface ScheduleStore {

    /** So many schedules of a session that are over are kept at most, the youngest. */
    int OVER_MAX = 200;

    /** So many of its latest slots are kept of a schedule at least. */
    int LEDGER_MIN = 100;

    /**
     * Adds a schedule, and forgets those of its session that are over beyond {@link #OVER_MAX}.
     *
     * @param openMax how many open ones its session may have with it
     */
    ScheduleWrite insert(Schedule schedule, int openMax);

    Optional<Schedule> find(OrganisationId organisation, ScheduleId id);

    /**
     * Schedules, newest first.
     *
     * @param session whose; absent means of any session of the organisation
     */
    Page<Schedule> list(OrganisationId organisation, @Nullable SessionKey session, Window window);

    /**
     * Replaces the schedule when its stored version is the one before, and writes slots to its
     * ledger; a slot that is there already gets another outcome. Of several that replace the same
     * version one does, so a slot is decided about once.
     *
     * @return false when the stored version is another one, or there is no such schedule
     */
    boolean replace(Schedule next, List<Slot> slots);

    /** The slots that were decided about, latest first. */
    List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window);

    /**
     * Takes schedules of all organisations that are due at {@code now}, the longest due first. What
     * is taken is handed to nobody else until {@code now + hold}: whoever takes it is expected to
     * be through with it by then, and if it is not, for example because it died, another one is.
     * What is replaced by a schedule that is due after its {@code updatedAt} is held by nobody. One
     * that cannot be read keeps no other one back.
     */
    Due takeDue(Instant now, Duration hold, int max);

    /**
     * Has a schedule handed to nobody before {@code until}, or before the end of the hold it is
     * under, whichever is later; unless it is replaced as {@link #takeDue} says.
     */
    void hold(Schedule schedule, Instant until);

    /**
     * What was found due.
     *
     * @param next when another schedule is due; absent when none is. One that becomes due earlier
     *     by a later write is not in it.
     */
    record Due(List<Schedule> schedules, @Nullable Instant next) {

        public Due {
            schedules = List.copyOf(schedules);
        }
    }

    /** What became of a write. */
    enum ScheduleWrite {
        STORED,
        /** The id is in use. */
        ID_TAKEN,
        /** The session has as many open schedules as it may. */
        TOO_MANY,
        NO_SUCH_SESSION
    }
}
