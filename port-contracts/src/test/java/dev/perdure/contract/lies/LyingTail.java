package dev.perdure.contract.lies;

import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.event.Envelope;
import java.time.Duration;
import java.util.List;

/** Passes everything on; a lie overrides one thing. */
class LyingTail implements Subscription {

    final Subscription honest;

    LyingTail(Subscription honest) {
        this.honest = honest;
    }

    @Override
    public List<Envelope> next(Duration max) throws InterruptedException {
        return honest.next(max);
    }

    @Override
    public boolean isGone() {
        return honest.isGone();
    }

    @Override
    public void close() {
        honest.close();
    }
}
