package dev.perdure.benchmarks;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.harness.Harness;
import dev.perdure.message.MessageId;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many pieces of text a second the product's group committer makes durable, each checked
 * against its session's epoch and numbered, beside {@link BareRows} on the same server: as many
 * sessions in a statement, five pieces for each. They take turns, so that a slow moment of the
 * machine falls on all of them; what counts is the middle of what the rounds say.
 */
final class FencedDeltas implements Part.Measurement {

    static final int PIECES = 5;
    static final String WORD = "another ";

    private static final int ROUNDS = 7;
    private static final int GROUPS_UNDER_WAY = 2;
    private static final double GOAL = 1.5;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Scale scale = stage.scale();
        List<Double> bare = new ArrayList<>();
        List<Double> joined = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        Stage.Address fenced = stage.createDatabase();
        try (BareRows rows = BareRows.open(stage.createDatabase(), scale.flushSessions());
                PostgresStorage storage = open(fenced);
                Connection owner = fenced.connect()) {
            List<Writer> writers = writers(storage, scale.flushSessions());
            report.explain(
                    "the driver "
                            + Compilers.settle(
                                    ProcessHandle.current().pid(),
                                    scale,
                                    () -> warmUp(rows, storage, writers, scale)));
            Duration turn = scale.rate().dividedBy(2);
            for (int round = 0; round < ROUNDS; round++) {
                rows.forget();
                empty(owner, "perdure.delta");
                CpuTimes start = CpuTimes.of(stage);
                bare.add(rows.rate(turn));
                CpuTimes afterBare = CpuTimes.of(stage);
                joined.add(fenced(storage, writers, turn, true));
                CpuTimes afterJoined = CpuTimes.of(stage);
                empty(owner, "perdure.delta");
                single.add(fenced(storage, writers, turn, false));
                if (round == ROUNDS - 1) {
                    report.explain("bare, last round: " + afterBare.since(start));
                    report.explain("fenced, joined, last round: " + afterJoined.since(afterBare));
                    report.explain(
                            "fenced, one by one, last round: "
                                    + CpuTimes.of(stage).since(afterJoined));
                }
            }
        }
        tell(report, scale, bare, joined, single);
    }

    private static void tell(
            Report report,
            Scale scale,
            List<Double> bare,
            List<Double> joined,
            List<Double> single) {
        report.add(
                Figure.noted(
                        "bare INSERT of "
                                + scale.flushSessions()
                                + " × "
                                + PIECES
                                + " rows a statement, one connection, middle of "
                                + ROUNDS
                                + " rounds",
                        Figure.number(middle(bare)) + " rows/s"));
        List<Double> ratios = over(joined, bare);
        report.add(
                Figure.atLeast(
                        "fenced pieces of text, "
                                + PIECES
                                + " of a session joined as the engine joins them ("
                                + Figure.number(middle(joined))
                                + " /s), over the bare rows of the same round, middle",
                        middle(ratios),
                        GOAL,
                        ""));
        report.explain(
                "fenced, joined, over bare, round by round: "
                        + ratios.stream().map(Figure::number).collect(Collectors.joining(", ")));
        report.add(
                Figure.noted(
                        "fenced pieces of text, each a record of its own",
                        Figure.number(middle(single))
                                + " /s, "
                                + Figure.number(middle(over(single, bare)))
                                + " of the bare rows"));
    }

    /**
     * A table that has grown takes more slowly; every turn begins with none of what is before it.
     */
    static void empty(Connection owner, String table) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("truncate " + table);
        }
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<Double> over(List<Double> values, List<Double> others) {
        return IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / others.get(round))
                .toList();
    }

    private static PostgresStorage open(Stage.Address database) {
        return PostgresStorage.connect(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                PostgresStorageConfig.DEFAULT);
    }

    /** Pieces a second, when there is always a next group waiting for the one under way. */
    private static double fenced(
            PostgresStorage storage, List<Writer> writers, Duration length, boolean joined) {
        Deque<CompletionStage<List<AppendOutcome>>> underWay = new ArrayDeque<>();
        long begin = System.nanoTime();
        long written = 0;
        while (System.nanoTime() - begin < length.toNanos()) {
            underWay.add(
                    storage.log()
                            .append(writers.stream().map(writer -> writer.next(joined)).toList()));
            if (underWay.size() < GROUPS_UNDER_WAY) {
                continue;
            }
            check(underWay.removeFirst());
            written += (long) writers.size() * PIECES;
        }
        double rate = written * 1e9 / (System.nanoTime() - begin);
        underWay.forEach(FencedDeltas::check);
        return rate;
    }

    private static void warmUp(
            BareRows rows, PostgresStorage storage, List<Writer> writers, Scale scale) {
        rows.rate(scale.warmUp());
        fenced(storage, writers, scale.warmUp(), true);
        fenced(storage, writers, scale.warmUp(), false);
    }

    private static void check(CompletionStage<List<AppendOutcome>> stage) {
        for (AppendOutcome outcome : stage.toCompletableFuture().join()) {
            if (!(outcome instanceof AppendOutcome.Appended)) {
                throw new IllegalStateException("refused: " + outcome);
            }
        }
    }

    private static List<Writer> writers(PostgresStorage storage, int sessions) {
        storage.work().join();
        List<Writer> writers = new ArrayList<>();
        for (int session = 0; session < sessions; session++) {
            writers.add(Writer.claimed(storage));
        }
        return writers;
    }

    static Delta delta(TurnId turn, MessageId message, int at, String text) {
        return new Delta.OutputDelta(turn, message, at, text);
    }

    /** The owner of one session, in the middle of an answer without end. */
    private static final class Writer {

        private final SessionKey session;
        private final Guard guard;
        private final TurnId turn;
        private final MessageId message = new MessageId(UUID.randomUUID());
        private int characters;

        Writer(SessionKey session, Guard guard, TurnId turn) {
            this.session = session;
            this.guard = guard;
            this.turn = turn;
        }

        static Writer claimed(PostgresStorage storage) {
            SessionKey session =
                    new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));
            TurnId turn = new TurnId(UUID.randomUUID());
            SessionEvent opening =
                    new SessionEvent.SessionOpened(
                            SessionSettings.of(Harness.GENERIC_ID, null, ""));
            AppendOutcome outcome =
                    storage.log()
                            .append(
                                    List.of(
                                            Batch.of(
                                                            session,
                                                            new Guard.NewStream(),
                                                            List.of(opening))
                                                    .with(
                                                            new WorkChange.Enqueue(
                                                                    turn,
                                                                    turn.value().toString(),
                                                                    true))))
                            .toCompletableFuture()
                            .join()
                            .getFirst();
            if (outcome instanceof AppendOutcome.Appended appended && appended.claim() != null) {
                return new Writer(session, new Guard.Owned(appended.claim().epoch()), turn);
            }
            throw new IllegalStateException("no claim: " + outcome);
        }

        Batch next(boolean joined) {
            List<Entry> entries = new ArrayList<>();
            if (joined) {
                entries.add(piece(WORD.repeat(PIECES)));
            } else {
                for (int piece = 0; piece < PIECES; piece++) {
                    entries.add(piece(WORD));
                }
            }
            return Batch.of(session, guard, entries);
        }

        private Delta piece(String text) {
            Delta delta = delta(turn, message, characters, text);
            characters += text.length();
            return delta;
        }
    }
}
