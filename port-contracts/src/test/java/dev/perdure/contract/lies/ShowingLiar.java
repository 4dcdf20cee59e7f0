package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Shows every record in its own way, wherever records are shown. */
final class ShowingLiar extends Liar {

    private final UnaryOperator<Envelope> show;

    ShowingLiar(UnaryOperator<Envelope> show) {
        this.show = show;
    }

    @Override
    AppendOutcome append(Storage truth, Batch asked) {
        AppendOutcome outcome = honestly(truth, asked);
        return outcome instanceof Appended appended
                ? new Appended(shown(appended.envelopes()), appended.version(), appended.claim())
                : outcome;
    }

    @Override
    List<Envelope> read(
            Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
        return shown(super.read(truth, session, after, limit, selection));
    }

    @Override
    List<Envelope> latest(Storage truth, SessionKey session, StreamVersion before, int limit) {
        return shown(super.latest(truth, session, before, limit));
    }

    @Override
    List<Envelope> facts(Storage truth, SessionKey session, StreamVersion from, StreamVersion to) {
        return shown(super.facts(truth, session, from, to));
    }

    @Override
    Subscription follow(Storage truth, SessionKey session, Offset after) {
        return new LyingTail(super.follow(truth, session, after)) {
            @Override
            public List<Envelope> next(Duration max) throws InterruptedException {
                return shown(honest.next(max));
            }
        };
    }

    private List<Envelope> shown(List<Envelope> records) {
        return records.stream().map(show).toList();
    }
}
