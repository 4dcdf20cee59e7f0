package dev.perdure.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/** Methods that rules speak of, in groups; a reference to one counts as a call of it. */
final class Calls {

    static final DescribedPredicate<JavaAccess<?>> READ_A_CLOCK =
            reach(
                    "a clock is read",
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.LocalTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Year.now",
                    "java.time.ZonedDateTime.now",
                    "java.util.Date.<init>");

    static final DescribedPredicate<JavaAccess<?>> CHOOSE_A_CLOCK =
            reach(
                    "a clock is chosen",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.system",
                    "java.time.InstantSource.system");

    static final DescribedPredicate<JavaAccess<?>> MEASURE_TIME =
            reach("time is measured", "java.lang.System.nanoTime");

    static final DescribedPredicate<JavaAccess<?>> WAIT_FOR_A_TIME =
            reach(
                    "something waits for a time",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.BlockingDeque.poll",
                    "java.util.concurrent.BlockingQueue.poll",
                    "java.util.concurrent.CountDownLatch.await",
                    "java.util.concurrent.LinkedBlockingDeque.poll",
                    "java.util.concurrent.LinkedBlockingQueue.poll",
                    "java.util.concurrent.TimeUnit.sleep",
                    "java.util.concurrent.locks.Condition.awaitNanos",
                    "java.util.concurrent.locks.LockSupport.parkNanos");

    static final DescribedPredicate<JavaAccess<?>> INVENT =
            reach("something is invented", "java.lang.Math.random", "java.util.UUID.randomUUID");

    static final DescribedPredicate<JavaAccess<?>> ASK_THE_ENVIRONMENT =
            reach(
                    "the environment is asked",
                    "java.lang.Boolean.getBoolean",
                    "java.lang.Integer.getInteger",
                    "java.lang.System.getProperty",
                    "java.lang.System.getenv",
                    "java.time.ZoneId.systemDefault",
                    "java.util.Locale.getDefault",
                    "java.util.TimeZone.getDefault");

    static final DescribedPredicate<JavaAccess<?>> START_A_THREAD =
            reach(
                    "a thread is started",
                    "java.lang.Thread.<init>",
                    "java.lang.Thread.ofPlatform",
                    "java.lang.Thread.ofVirtual",
                    "java.lang.Thread.startVirtualThread",
                    "java.util.concurrent.CompletableFuture.runAsync",
                    "java.util.concurrent.CompletableFuture.supplyAsync");

    static final DescribedPredicate<JavaAccess<?>> OPEN_AN_ADDRESS =
            reach(
                    "an address is opened",
                    "java.net.URL.getContent",
                    "java.net.URL.openConnection",
                    "java.net.URL.openStream",
                    "org.jsoup.Jsoup.connect",
                    "org.jsoup.Jsoup.newSession");

    static final DescribedPredicate<JavaAccess<?>> CONNECT_A_SOCKET =
            reach(
                    "a socket is connected",
                    "java.net.DatagramSocket.<init>",
                    "java.net.Socket.<init>",
                    "java.net.Socket.connect",
                    "java.nio.channels.AsynchronousSocketChannel.open",
                    "java.nio.channels.DatagramChannel.open",
                    "java.nio.channels.SocketChannel.open");

    private Calls() {}

    private static DescribedPredicate<JavaAccess<?>> reach(String description, String... names) {
        Set<String> all = Set.of(names);
        return DescribedPredicate.describe(
                description,
                access ->
                        all.contains(
                                access.getTargetOwner().getFullName()
                                        + "."
                                        + access.getTarget().getName()));
    }
}
