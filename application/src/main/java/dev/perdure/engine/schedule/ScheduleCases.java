package dev.perdure.engine.schedule;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.Storage;

/** Everything that can be asked about schedules. */
public record ScheduleCases(KeepSchedules keep, ReadSchedules read) {

    /**
     * On a storage.
     *
     * @param bell of the timer of this node, if it has one
     */
    public static ScheduleCases of(Storage storage, IdSource ids, DueBell bell) {
        return new ScheduleCases(
                new KeepSchedules(storage.schedules(), storage.clock(), ids, bell),
                new ReadSchedules(storage.schedules()));
    }
}
