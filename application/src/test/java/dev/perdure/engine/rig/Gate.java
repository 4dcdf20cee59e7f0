package dev.perdure.engine.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where a fake waits until the test lets it go on. */
public final class Gate {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Waits for the gate to open, as a polite fake does. */
    public void pass() throws InterruptedException {
        reached.countDown();
        try {
            open.await();
        } catch (InterruptedException asked) {
            interrupted.countDown();
            throw asked;
        }
    }

    /** Waits for the gate to open and takes no notice of interrupts. */
    public void passDeaf() {
        reached.countDown();
        boolean passed = false;
        while (!passed) {
            try {
                open.await();
                passed = true;
            } catch (InterruptedException ignored) {
                interrupted.countDown();
            }
        }
    }

    public void open() {
        open.countDown();
    }

    public void awaitReached() throws InterruptedException {
        await(reached, "nobody came to the gate");
    }

    public void awaitInterrupted() throws InterruptedException {
        await(interrupted, "nobody was interrupted at the gate");
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(Await.MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(otherwise);
        }
    }
}
