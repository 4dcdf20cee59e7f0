package dev.perdure.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a service costs that nobody talks to: processor time with some streams open on many
 * sessions, memory with many.
 */
final class Idleness implements Part.Measurement {

    private static final int OPENERS = 16;
    private static final double MEMORY_MEGABYTES_MAX = 1_024;
    private static final double CORE_PERCENT_MAX = 1;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Scale scale = stage.scale();
        // The compiler is busy for a while with what opening all the sessions took.
        Duration settle = scale.idle().multipliedBy(3).dividedBy(4);
        try (ServiceProgram service = stage.start(stage.plan().port() + 2, stage.createDatabase());
                StreamReaders readers = StreamReaders.of(service.port())) {
            List<String> sessions = openSessions(service.port(), scale.idleSessions());
            report.explain(
                    "memory of the service with "
                            + sessions.size()
                            + " sessions and no stream: "
                            + Machine.residentMegabytes(service.handle().pid())
                            + " MB");
            follow(readers, sessions.subList(0, scale.idleStreams()));
            Clients.sleep(settle);
            cpu(stage, service, report);
            follow(readers, sessions.subList(scale.idleStreams(), scale.openStreams()));
            Clients.sleep(settle);
            report.add(
                    Figure.atMost(
                            "resident memory of the service with "
                                    + Figure.number(scale.openStreams())
                                    + " open streams",
                            (double) Machine.residentMegabytes(service.handle().pid()),
                            MEMORY_MEGABYTES_MAX,
                            " MB"));
            if (readers.lost() > 0) {
                throw new IOException(readers.lost() + " streams ended");
            }
        }
    }

    private static void cpu(Stage stage, ServiceProgram service, Report report)
            throws InterruptedException {
        Scale scale = stage.scale();
        Duration own = cpu(service);
        CpuTimes before = CpuTimes.of(stage);
        Clients.sleep(scale.idle());
        CpuTimes after = CpuTimes.of(stage);
        double percent =
                100.0 * cpu(service).minus(own).toNanos() / (after.atNanos() - before.atNanos());
        report.add(
                Figure.atMost(
                        String.format(
                                Locale.ROOT,
                                "of a core, idle: %,d streams, %,d sessions",
                                scale.idleStreams(),
                                scale.idleSessions()),
                        percent,
                        CORE_PERCENT_MAX,
                        " %"));
        report.explain(
                String.format(
                        Locale.ROOT,
                        "meanwhile PostgreSQL used %.2f %% of a core, for this service and another idle one",
                        100 * after.databaseSince(before)));
    }

    private static Duration cpu(ServiceProgram service) {
        return service.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void follow(StreamReaders readers, List<String> sessions) throws Exception {
        for (String session : sessions) {
            readers.follow(session, frame -> {});
        }
        readers.awaitOpen();
    }

    private static List<String> openSessions(int port, int count) throws Exception {
        ConcurrentLinkedQueue<String> sessions = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> openers = new ArrayList<>();
        String agent;
        try (HttpConnection setup = HttpConnection.open(port)) {
            agent = setup.agent(FirstDelta.AGENT);
        }
        for (int opener = 0; opener < OPENERS; opener++) {
            int share = count / OPENERS + (opener < count % OPENERS ? 1 : 0);
            openers.add(
                    Thread.ofVirtual()
                            .start(() -> openSessions(port, agent, share, sessions, failures)));
        }
        for (Thread opener : openers) {
            opener.join();
        }
        if (!failures.isEmpty()) {
            throw new IOException("sessions could not be opened", failures.peek());
        }
        return List.copyOf(sessions);
    }

    private static void openSessions(
            int port,
            String agent,
            int count,
            ConcurrentLinkedQueue<String> sessions,
            ConcurrentLinkedQueue<Throwable> failures) {
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int session = 0; session < count; session++) {
                sessions.add(connection.session(agent));
            }
        } catch (IOException failed) {
            failures.add(failed);
        }
    }
}
