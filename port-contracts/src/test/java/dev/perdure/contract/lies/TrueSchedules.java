package dev.perdure.contract.lies;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Window;
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

/** Passes everything on; a lie overrides one thing. */
class TrueSchedules implements ScheduleStore {

    final ScheduleStore truth;

    TrueSchedules(ScheduleStore truth) {
        this.truth = truth;
    }

    @Override
    public ScheduleWrite insert(Schedule schedule, int openMax) {
        return truth.insert(schedule, openMax);
    }

    @Override
    public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
        return truth.find(organisation, id);
    }

    @Override
    public Page<Schedule> list(
            OrganisationId organisation, @Nullable SessionKey session, Window window) {
        return truth.list(organisation, session, window);
    }

    @Override
    public boolean replace(Schedule next, List<Slot> slots) {
        return truth.replace(next, slots);
    }

    @Override
    public List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window) {
        return truth.slots(organisation, id, window);
    }

    @Override
    public Due takeDue(Instant now, Duration hold, int max) {
        return truth.takeDue(now, hold, max);
    }

    @Override
    public void hold(Schedule schedule, Instant until) {
        truth.hold(schedule, until);
    }
}
