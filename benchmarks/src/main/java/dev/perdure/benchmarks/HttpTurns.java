package dev.perdure.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whole turns a second over HTTP: each client posts a message, has every event of the turn streamed
 * to it over a second connection, and posts the next when the turn has ended. The model answers one
 * word at once.
 */
final class HttpTurns implements Part.Measurement {

    private static final double TURNS_PER_SECOND_MIN = 2_500;
    private static final int WARM_UP_CLIENTS = 32;
    private static final long PATIENCE_SECONDS = 30;

    /** Turns of one session; then a client goes on with a fresh one. */
    private static final int PER_SESSION = 50;

    /** Has the service run turns, and stream them, for a while. */
    static void warmUp(Stage stage) throws Exception {
        talk(stage, maker -> Clients.warmUp(WARM_UP_CLIENTS, stage, maker));
    }

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        stage.warmService(report);
        double best = 0;
        List<String> tried = new ArrayList<>();
        for (int clients : stage.scale().httpClients()) {
            Clients.Rate rate = rate(stage, clients);
            tried.add(clients + ": " + Figure.number(rate.perSecond()));
            report.explain(clients + " clients: " + rate.circumstances());
            best = Math.max(best, rate.perSecond());
        }
        report.add(Figure.noted("turns over HTTP, by clients", String.join("; ", tried) + " /s"));
        report.add(
                Figure.atLeast(
                        "turns over HTTP, streamed whole", best, TURNS_PER_SECOND_MIN, " /s"));
    }

    private static Clients.Rate rate(Stage stage, int clients) throws Exception {
        List<Clients.Rate> rates = new ArrayList<>();
        talk(stage, maker -> rates.add(Clients.measure(clients, stage, maker)));
        return rates.getFirst();
    }

    /** What is done with clients that talk. */
    @FunctionalInterface
    private interface Talk {
        void with(Clients.Maker maker) throws Exception;
    }

    private static void talk(Stage stage, Talk talk) throws Exception {
        int port = stage.service().port();
        List<HttpConnection> connections = new ArrayList<>();
        try (HttpConnection setup = HttpConnection.open(port);
                StreamReaders readers = StreamReaders.of(port)) {
            String agent = setup.agent(FirstDelta.AGENT);
            talk.with(client -> {
                HttpConnection connection = HttpConnection.open(port);
                connections.add(connection);
                return new Client(connection, readers, agent);
            });
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** One conversation after the other. */
    private static final class Client implements Clients.Task {

        private final HttpConnection connection;
        private final StreamReaders readers;
        private final String agent;
        private final Semaphore ended = new Semaphore(0);
        private String session = "";
        private int turns;

        Client(HttpConnection connection, StreamReaders readers, String agent) {
            this.connection = connection;
            this.readers = readers;
            this.agent = agent;
        }

        @Override
        public void once() throws Exception {
            if (turns++ % PER_SESSION == 0) {
                session = connection.session(agent);
                readers.follow(session, this::see);
            }
            connection.say(session);
            if (!ended.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a turn did not end");
            }
        }

        private void see(StreamFrame frame) {
            if (frame.is("turn.completed")) {
                ended.release();
            }
        }
    }
}
