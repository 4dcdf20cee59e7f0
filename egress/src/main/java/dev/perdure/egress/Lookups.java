package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a bound of time. The platform does it in native code that cannot be
 * interrupted and that holds its thread: threads of the platform are kept for it, so that a name
 * server that never answers stops nobody else. Whoever asks for a name that is being looked up
 * waits for that, so that one slow name takes one thread.
 */
final class Lookups implements AutoCloseable {

    private static final int AT_ONCE_MAX = 32;
    private static final int WAITING_MAX = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final NameLookup lookup;
    private final Object lock = new Object();
    private final Map<String, Asked> underWay = new HashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    AT_ONCE_MAX,
                    AT_ONCE_MAX,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(WAITING_MAX),
                    Thread.ofPlatform().daemon().name("perdure-lookup-", 0).factory());

    Lookups(NameLookup lookup) {
        this.lookup = lookup;
        threads.allowCoreThreadTimeOut(true);
    }

    /** All the addresses of a host; that of a literal without asking anybody. */
    List<InetAddress> of(String host, Duration patience)
            throws UnknownHostException, InterruptedException {
        if (AddressRange.isLiteral(host)) {
            return List.of(AddressRange.literal(host));
        }
        Asked asked = join(host);
        try {
            List<InetAddress> found = asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return List.copyOf(found);
        } catch (TimeoutException late) {
            throw unknown(host, late);
        } catch (ExecutionException | CancellationException failed) {
            throw unknown(host, failed);
        } finally {
            leave(asked);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow().forEach(Lookups::cancel);
    }

    private Asked join(String host) throws UnknownHostException {
        synchronized (lock) {
            Asked present = underWay.get(host);
            if (present == null) {
                present = new Asked(host);
                try {
                    threads.execute(present);
                } catch (RejectedExecutionException tooMany) {
                    throw unknown(host, tooMany);
                }
                underWay.put(host, present);
            }
            present.waiting++;
            return present;
        }
    }

    /** What has begun goes on: it cannot be stopped, and others may still join it. */
    private void leave(Asked asked) {
        synchronized (lock) {
            asked.waiting--;
            if (asked.waiting == 0 && threads.remove(asked)) {
                asked.cancel(false);
            }
        }
    }

    private static void cancel(Runnable neverBegun) {
        ((Asked) neverBegun).cancel(false);
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    /** A name that is being looked up. */
    private final class Asked extends FutureTask<List<InetAddress>> {

        private final String host;

        /** Guarded by the lock. */
        private int waiting;

        Asked(String host) {
            super(() -> lookup.addresses(host));
            this.host = host;
        }

        @Override
        protected void done() {
            synchronized (lock) {
                underWay.remove(host, this);
            }
        }
    }
}
