package dev.perdure.engine.inmemory;

import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A schedule with its ledger; touched under the lock of the memory only. */
final class StoredSchedule {

    Schedule current;
    Instant heldUntil = Instant.MIN;
    final NavigableMap<Instant, Slot> ledger = new TreeMap<>();

    StoredSchedule(Schedule begun) {
        this.current = begun;
    }

    boolean isOf(SessionKey session) {
        return current.session().equals(session);
    }

    boolean isDue(Instant now) {
        Instant due = current.dueAt();
        return due != null && !due.isAfter(now) && !heldUntil.isAfter(now);
    }
}
