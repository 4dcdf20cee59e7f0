package dev.perdure.contract.crash;

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

/** Schedules behind watched doors; what is due is looked for by the clock. */
record WatchedSchedules(ScheduleStore schedules, Watcher watcher) implements ScheduleStore {

    @Override
    public ScheduleWrite insert(Schedule schedule, int openMax) {
        return watcher.pass(Door.SCHEDULES, () -> schedules.insert(schedule, openMax));
    }

    @Override
    public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
        return watcher.pass(Door.SCHEDULES, () -> schedules.find(organisation, id));
    }

    @Override
    public Page<Schedule> list(
            OrganisationId organisation, @Nullable SessionKey session, Window window) {
        return watcher.pass(Door.SCHEDULES, () -> schedules.list(organisation, session, window));
    }

    @Override
    public boolean replace(Schedule next, List<Slot> slots) {
        return watcher.pass(Door.SCHEDULES, () -> schedules.replace(next, slots));
    }

    @Override
    public List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window) {
        return schedules.slots(organisation, id, window);
    }

    @Override
    public Due takeDue(Instant now, Duration hold, int max) {
        return watcher.pass(Door.SCHEDULES_DUE, () -> schedules.takeDue(now, hold, max));
    }

    @Override
    public void hold(Schedule schedule, Instant until) {
        watcher.pass(
                Door.SCHEDULES,
                () -> {
                    schedules.hold(schedule, until);
                    return true;
                });
    }
}
