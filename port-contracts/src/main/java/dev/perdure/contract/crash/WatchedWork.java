package dev.perdure.contract.crash;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import java.time.Duration;
import java.util.List;

/** A queue behind watched doors. */
record WatchedWork(WorkQueue work, Watcher watcher) implements WorkQueue {

    @Override
    public void join() {
        run(Door.WORK_JOIN, work::join);
    }

    @Override
    public List<Claim> claim(int places) {
        return watcher.pass(Door.WORK_CLAIM, () -> work.claim(places));
    }

    @Override
    public void awaitDue(Duration max) throws InterruptedException {
        watcher.<Boolean, InterruptedException>pass(
                Door.WORK_AWAIT,
                () -> {
                    work.awaitDue(max);
                    return true;
                });
    }

    @Override
    public boolean renew() {
        return watcher.pass(Door.WORK_RENEW, work::renew);
    }

    @Override
    public void sweep() {
        run(Door.WORK_SWEEP, work::sweep);
    }

    @Override
    public void handOver(Claim claim) {
        run(Door.WORK_HAND_OVER, () -> work.handOver(claim));
    }

    @Override
    public void leave() {
        run(Door.WORK_LEAVE, work::leave);
    }

    private void run(Door door, Runnable call) {
        watcher.<Boolean, RuntimeException>pass(
                door,
                () -> {
                    call.run();
                    return true;
                });
    }
}
