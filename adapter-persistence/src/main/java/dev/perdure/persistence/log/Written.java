package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch that is on the disk, with what it became there. */
record Written(
        Pending pending,
        List<Envelope> envelopes,
        AppendOutcome.Appended outcome,
        boolean madeDue) {

    static Written of(Pending pending, FlushRow row) {
        SessionKey session = pending.batch().session();
        Instant time = Instant.ofEpochMilli(row.time());
        List<Envelope> envelopes = new ArrayList<>(pending.stored().size());
        long version = row.baseVersion();
        long offset = row.base();
        for (Entry entry : pending.batch().entries()) {
            version += entry instanceof Event ? 1 : 0;
            envelopes.add(
                    new Envelope(
                            session,
                            new Offset(++offset),
                            new StreamVersion(version),
                            time,
                            entry));
        }
        AppendOutcome.Appended outcome =
                new AppendOutcome.Appended(
                        envelopes, new StreamVersion(version), claim(pending, row));
        return new Written(pending, outcome.envelopes(), outcome, madeDue(pending, row));
    }

    private static @Nullable Claim claim(Pending pending, FlushRow row) {
        return row.claimed() && pending.batch().work() instanceof WorkChange.Enqueue enqueue
                ? new Claim(pending.batch().session(), enqueue.turn(), new Epoch(row.epoch()))
                : null;
    }

    /** Whether a node may now find something to claim that was not there before. */
    private static boolean madeDue(Pending pending, FlushRow row) {
        return switch (pending.batch().work()) {
            case WorkChange.Unchanged ignored -> false;
            case WorkChange.Enqueue ignored -> !row.claimed();
            case WorkChange.ParkUntil ignored -> false;
            case WorkChange.ParkForClient ignored -> false;
            case WorkChange.MakeDue ignored -> true;
            case WorkChange.Finish ignored -> row.openTurns() > 0;
        };
    }
}
