package dev.perdure.contract.lies;

import dev.perdure.contract.Sample;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
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

/** What liars make up. */
final class Fabricated {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Fabricated() {}

    /** A success that looks as the real one would, of a batch that was not written. */
    static AppendOutcome success(Storage truth, Batch batch) {
        @Nullable SessionHead head = truth.log().head(batch.session()).orElse(null);
        long offset = head == null ? 0 : head.offset().value();
        long version = head == null ? 0 : head.version().value();
        List<Envelope> envelopes = new ArrayList<>();
        for (Entry entry : batch.entries()) {
            offset++;
            version += entry instanceof Event ? 1 : 0;
            envelopes.add(
                    new Envelope(
                            batch.session(),
                            new Offset(offset),
                            new StreamVersion(version),
                            head == null ? NOON : head.time(),
                            entry));
        }
        return new Appended(envelopes, new StreamVersion(version), null);
    }

    /** A record that nobody wrote. */
    static Envelope record(SessionKey session, long offset, long version) {
        return new Envelope(
                session,
                new Offset(offset),
                new StreamVersion(version),
                NOON,
                Sample.fact("made up"));
    }

    static Batch unguarded(Batch batch) {
        return new Batch(batch.session(), new Guard.Exists(), batch.entries(), batch.work());
    }

    static Batch guarded(Batch batch, Guard guard) {
        return new Batch(batch.session(), guard, batch.entries(), batch.work());
    }

    static Batch holding(Batch batch, List<Entry> entries) {
        return new Batch(batch.session(), batch.guard(), entries, batch.work());
    }

    static Batch withoutChange(Batch batch) {
        return batch.with(new WorkChange.Unchanged());
    }

    static boolean isRefused(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Refused;
    }
}
