package dev.perdure.contract.simulation;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.timing.Mailbox;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.engine.work.WorkUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The queue as one life reaches it over its wire. Hints may be late, in vain or lost. */
final class DistantWork implements WorkQueue {

    private final Store store;
    private final Wire wire;
    private final WorkQueue view;
    private final EventLog log;
    private final Mailbox<Boolean> hints;

    DistantWork(Store store, Wire wire, WorkQueue view, EventLog log, Timing timing) {
        this.store = store;
        this.wire = wire;
        this.view = view;
        this.log = log;
        this.hints = new Mailbox<>(timing);
        store.onDue(() -> wire.hint(() -> hints.putOnce(true)));
    }

    @Override
    public void join() {
        change("a join", view::join);
        store.hint();
    }

    @Override
    public List<Claim> claim(int places) {
        return wire.ask(
                "a claim",
                () -> {
                    List<Claim> claims = view.claim(places);
                    claims.forEach(claim -> store.granted(wire.life(), claim));
                    return claims;
                },
                lost -> lost.forEach(claim -> store.revoke(log, claim)),
                DistantWork::unavailable);
    }

    @Override
    public void awaitDue(Duration max) throws InterruptedException {
        hints.take(max.toNanos());
    }

    @Override
    public boolean renew() {
        return ask("a heartbeat", view::renew);
    }

    @Override
    public void sweep() {
        if (store.bug().sweeps()) {
            change("a sweep", view::sweep);
        }
    }

    @Override
    public void handOver(Claim claim) {
        change("a hand-over", () -> view.handOver(claim));
        store.hint();
    }

    @Override
    public void leave() {
        change("a farewell", view::leave);
        store.hint();
    }

    private void change(String what, Runnable change) {
        ask(
                what,
                () -> {
                    change.run();
                    return true;
                });
    }

    private <T> T ask(String what, Supplier<T> question) {
        return wire.ask(what, question, answer -> {}, DistantWork::unavailable);
    }

    private static WorkUnavailable unavailable(Throwable cause) {
        return new WorkUnavailable("The queue is out of reach.", cause);
    }
}
