package dev.perdure.engine.inmemory;

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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules in memory. */
final class InMemorySchedules implements ScheduleStore {

    private static final Comparator<Schedule> BY_AGE = Comparator.comparing(Schedule::createdAt);

    private final Memory memory;

    InMemorySchedules(Memory memory) {
        this.memory = memory;
    }

    @Override
    public ScheduleWrite insert(Schedule schedule, int openMax) {
        return memory.locked(() -> {
            if (memory.stream(schedule.session()) == null) {
                return ScheduleWrite.NO_SUCH_SESSION;
            }
            if (memory.schedules.containsKey(schedule.id())) {
                return ScheduleWrite.ID_TAKEN;
            }
            long open =
                    memory.schedules.values().stream()
                            .filter(kept -> kept.isOf(schedule.session()))
                            .filter(kept -> kept.current.status().isOpen())
                            .count();
            if (open >= openMax) {
                return ScheduleWrite.TOO_MANY;
            }
            memory.schedules.put(schedule.id(), new StoredSchedule(schedule));
            forgetOver(schedule.session());
            return ScheduleWrite.STORED;
        });
    }

    @Override
    public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
        return memory.locked(() -> own(organisation, id).map(kept -> kept.current));
    }

    @Override
    public Page<Schedule> list(
            OrganisationId organisation, @Nullable SessionKey session, Window window) {
        return memory.locked(() ->
                Listing.newestFirst(
                        memory.schedules.values().stream()
                                .map(kept -> kept.current)
                                .filter(schedule -> isOf(schedule, organisation))
                                .filter(schedule ->
                                        session == null || schedule.session().equals(session)),
                        BY_AGE,
                        window));
    }

    @Override
    public boolean replace(Schedule next, List<Slot> slots) {
        return memory.locked(() -> {
            Optional<StoredSchedule> stored =
                    own(next.session().organisation(), next.id())
                            .filter(kept -> kept.current.version() == next.version() - 1);
            stored.ifPresent(kept -> {
                kept.current = next;
                if (next.isPutOff()) {
                    kept.heldUntil = Instant.MIN;
                }
                slots.forEach(slot -> kept.ledger.put(slot.at(), slot));
                while (kept.ledger.size() > LEDGER_MIN) {
                    kept.ledger.pollFirstEntry();
                }
            });
            return stored.isPresent();
        });
    }

    @Override
    public List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window) {
        return memory.locked(() ->
                own(organisation, id).stream()
                        .flatMap(kept -> kept.ledger.descendingMap().values().stream())
                        .skip(window.offset())
                        .limit(window.limit())
                        .toList());
    }

    @Override
    public Due takeDue(Instant now, Duration hold, int max) {
        return memory.locked(() -> {
            List<StoredSchedule> taken =
                    memory.schedules.values().stream()
                            .filter(kept -> kept.isDue(now))
                            .sorted(
                                    Comparator.comparing(
                                            kept -> Objects.requireNonNull(kept.current.dueAt())))
                            .limit(max)
                            .toList();
            taken.forEach(kept -> kept.heldUntil = now.plus(hold));
            Instant next =
                    memory.schedules.values().stream()
                            .map(kept -> kept.current.dueAt())
                            .filter(due -> due != null && due.isAfter(now))
                            .min(Comparator.naturalOrder())
                            .orElse(null);
            return new Due(taken.stream().map(kept -> kept.current).toList(), next);
        });
    }

    @Override
    public void hold(Schedule schedule, Instant until) {
        memory.locked(() ->
                own(schedule.session().organisation(), schedule.id())
                        .map(kept -> {
                            kept.heldUntil = kept.heldUntil.isAfter(until) ? kept.heldUntil : until;
                            return kept;
                        }));
    }

    /** One whose message is still being sent is not over. */
    private void forgetOver(SessionKey session) {
        memory.schedules.values().stream()
                .filter(kept -> kept.isOf(session))
                .map(kept -> kept.current)
                .filter(schedule -> !schedule.status().isOpen() && schedule.firing() == null)
                .toList()
                .reversed()
                .stream()
                .skip(OVER_MAX)
                .forEach(over -> memory.schedules.remove(over.id()));
    }

    private Optional<StoredSchedule> own(OrganisationId organisation, ScheduleId id) {
        return Optional.ofNullable(memory.schedules.get(id))
                .filter(kept -> isOf(kept.current, organisation));
    }

    private static boolean isOf(Schedule schedule, OrganisationId organisation) {
        return schedule.session().organisation().equals(organisation);
    }
}
