package dev.perdure.contract.lies;

import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;

/** Tails take one way for values and reads another; only one of them is right. */
final class ShowsTailsOtherValues extends Liar {

    @Override
    Subscription follow(Storage truth, SessionKey session, Offset after) {
        return new LyingTail(super.follow(truth, session, after)) {
            @Override
            public List<Envelope> next(Duration max) throws InterruptedException {
                return honest.next(max).stream().map(ShowsTailsOtherValues::mangled).toList();
            }
        };
    }

    private static Envelope mangled(Envelope record) {
        return record.entry() instanceof Delta.ThinkingDelta delta
                ? new Envelope(
                        record.session(),
                        record.offset(),
                        record.version(),
                        record.time(),
                        new Delta.OutputDelta(
                                delta.turn(), delta.message(), delta.at(), delta.text()))
                : record;
    }
}
