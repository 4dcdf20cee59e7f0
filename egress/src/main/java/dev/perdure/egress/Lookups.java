package dev.perdure.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a bound of time. The platform does it in native code that cannot be
 * interrupted and that holds its thread: threads of the platform are kept for it, so that a name
 * server that never answers stops nobody else.
 */
final class Lookups implements AutoCloseable {

    private static final int AT_ONCE_MAX = 32;
    private static final int WAITING_MAX = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final NameLookup lookup;
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
        Future<List<InetAddress>> asked = ask(host);
        try {
            List<InetAddress> found = asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return List.copyOf(found);
        } catch (TimeoutException late) {
            throw unknown(host, late);
        } catch (ExecutionException failed) {
            throw unknown(host, failed);
        } finally {
            asked.cancel(false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Future<List<InetAddress>> ask(String host) throws UnknownHostException {
        try {
            return threads.submit(() -> lookup.addresses(host));
        } catch (RejectedExecutionException tooMany) {
            throw unknown(host, tooMany);
        }
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
