package dev.perdure.persistence.weather;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where somebody waits until the test lets them go on. */
final class Hold {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void pass() throws InterruptedException {
        reached.countDown();
        open.await();
    }

    void open() {
        open.countDown();
    }

    void awaitReached() throws InterruptedException {
        if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came by");
        }
    }
}
