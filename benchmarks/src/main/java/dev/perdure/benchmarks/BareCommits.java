package dev.perdure.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** How many single rows the bare PostgreSQL takes, each in a commit of its own. */
final class BareCommits implements Part.Measurement {

    private static final int PAYLOAD = 80;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        double best = 0;
        List<String> tried = new ArrayList<>();
        for (int clients : stage.scale().committers()) {
            CpuTimes before = CpuTimes.of(stage);
            double rate = rate(stage.createDatabase(), clients, stage.scale());
            tried.add(clients + ": " + Figure.number(rate));
            report.explain(clients + " connections: " + CpuTimes.of(stage).since(before));
            best = Math.max(best, rate);
        }
        stage.commitRateWas(best);
        report.add(
                Figure.noted(
                        "bare single-row INSERT, each committed, by connections (the best counts)",
                        String.join("; ", tried) + " /s"));
    }

    /** Commits a second with that many connections. */
    static double rate(Stage.Address database, int clients, Scale scale) throws Exception {
        try (Connection setup = database.connect();
                Statement statement = setup.createStatement()) {
            statement.execute(
                    "create table bare (session uuid, seq bigint, payload bytea, primary key (session, seq))");
        }
        LongAdder commits = new LongAdder();
        List<Committer> committers = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            committers.add(new Committer(database.connect(), commits));
        }
        committers.forEach(Committer::start);
        Clients.sleep(scale.warmUp());
        long begin = System.nanoTime();
        long before = commits.sum();
        Clients.sleep(scale.rate());
        double rate = (commits.sum() - before) * 1e9 / (System.nanoTime() - begin);
        for (Committer committer : committers) {
            committer.end();
        }
        return rate;
    }

    private static final class Committer {

        private final Connection connection;
        private final LongAdder commits;
        private final Thread thread = Thread.ofPlatform().unstarted(this::commit);
        private volatile boolean stopping;

        Committer(Connection connection, LongAdder commits) {
            this.connection = connection;
            this.commits = commits;
        }

        void start() {
            thread.start();
        }

        void end() throws InterruptedException {
            stopping = true;
            thread.join();
        }

        private void commit() {
            UUID session = UUID.randomUUID();
            byte[] payload = new byte[PAYLOAD];
            try (connection;
                    PreparedStatement insert =
                            connection.prepareStatement("insert into bare values (?, ?, ?)")) {
                for (long seq = 1; !stopping; seq++) {
                    insert.setObject(1, session);
                    insert.setLong(2, seq);
                    insert.setBytes(3, payload);
                    insert.executeUpdate();
                    commits.increment();
                }
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
