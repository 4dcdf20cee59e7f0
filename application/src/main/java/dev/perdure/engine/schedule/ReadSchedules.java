package dev.perdure.engine.schedule;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Window;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.List;

/** Looks at schedules and at what became of their slots. */
public final class ReadSchedules {

    private final ScheduleStore store;

    public ReadSchedules(ScheduleStore store) {
        this.store = store;
    }

    public Either<Refusal, Schedule> find(SessionKey session, ScheduleId id) {
        return store.find(session.organisation(), id)
                .filter(schedule -> schedule.session().equals(session))
                .<Either<Refusal, Schedule>>map(Either::right)
                .orElseGet(() -> Either.left(noSuchSchedule(id)));
    }

    /** Those of an organisation, newest first. */
    public Page<Schedule> all(OrganisationId organisation, Window window) {
        return store.list(organisation, null, window);
    }

    /** Those of a session, newest first. */
    public Page<Schedule> of(SessionKey session, Window window) {
        return store.list(session.organisation(), session, window);
    }

    /** What became of the latest slots, latest first. */
    public List<Slot> slots(Schedule schedule, Window window) {
        return store.slots(schedule.session().organisation(), schedule.id(), window);
    }

    static Refusal noSuchSchedule(ScheduleId id) {
        return new Refusal.NotFound("schedule", id.value().toString());
    }
}
