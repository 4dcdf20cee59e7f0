package dev.perdure.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients that do the same over and over, each after its own last answer. */
final class Clients {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LongAdder done = new LongAdder();
    private volatile boolean stopping;

    /** What one client does, again and again. */
    @FunctionalInterface
    interface Task {
        void once() throws Exception;
    }

    /** Makes the task of one client, by its number. */
    @FunctionalInterface
    interface Maker {
        Task task(int client) throws Exception;
    }

    /** What came of it. */
    record Rate(double perSecond, String circumstances) {}

    static Rate measure(int clients, Stage stage, Maker maker) throws Exception {
        return new Clients().run(clients, stage, stage.scale().warmUp(), maker);
    }

    /** Has clients do something for a while, so that what they use is compiled. */
    static void warmUp(int clients, Stage stage, Maker maker) throws Exception {
        new Clients().run(clients, stage, stage.scale().firstWarmUp(), maker);
    }

    private Rate run(int clients, Stage stage, Duration warmUp, Maker maker) throws Exception {
        Scale scale = stage.scale();
        List<Task> tasks = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            tasks.add(maker.task(client));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(threads.submit(() -> repeat(task)));
            }
            sleep(warmUp);
            CpuTimes before = CpuTimes.of(stage);
            long doneBefore = done.sum();
            sleep(scale.rate());
            awaitMore(doneBefore);
            long doneMeanwhile = done.sum() - doneBefore;
            CpuTimes after = CpuTimes.of(stage);
            stopping = true;
            for (Future<?> client : running) {
                get(client);
            }
            return new Rate(
                    doneMeanwhile * 1e9 / (after.atNanos() - before.atNanos()),
                    after.since(before) + "; " + after.each(before, (double) doneMeanwhile));
        } finally {
            stopping = true;
        }
    }

    /** A short look must not end before there was something to see. */
    private void awaitMore(long than) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (done.sum() == than && System.nanoTime() < deadline) {
            sleep(Duration.ofMillis(1));
        }
    }

    private Object repeat(Task task) throws Exception {
        while (!stopping) {
            task.once();
            done.increment();
        }
        return "stopped";
    }

    private static void get(Future<?> client) throws Exception {
        try {
            client.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a client failed", failed.getCause());
        }
    }

    static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
