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
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * How many pieces of text a second the product's group committer makes durable, each checked
 * against its session's epoch and numbered, beside a bare INSERT of many rows on one connection of
 * the same server: as many sessions in a statement, five pieces for each, a primary key and nothing
 * else.
 */
final class FencedDeltas implements Part.Measurement {

    private static final int PIECES = 5;
    private static final int GROUPS_UNDER_WAY = 2;
    private static final String WORD = "another ";

    private static final String BARE =
            """
            insert into bare (session, seq, payload)
            select s.id, s.base + x.k, x.payload
            from unnest(?::uuid[], ?::bigint[]) with ordinality s(id, base, o)
                join unnest(?::int[], ?::int[], ?::bytea[]) x(o, k, payload) on x.o = s.o
            """;

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        Scale scale = stage.scale();
        CpuTimes start = CpuTimes.of(stage);
        double bareBefore = bare(stage);
        CpuTimes between = CpuTimes.of(stage);
        report.explain("bare: " + between.since(start));
        double joined;
        double single;
        try (PostgresStorage storage = open(stage.createDatabase())) {
            List<Writer> writers = writers(storage, scale.flushSessions());
            report.explain(
                    "the driver "
                            + Compilers.settle(
                                    ProcessHandle.current().pid(),
                                    scale,
                                    () -> warmUp(storage, writers, scale)));
            CpuTimes before = CpuTimes.of(stage);
            joined = fenced(storage, writers, scale, true);
            report.explain("fenced, joined: " + CpuTimes.of(stage).since(before));
            before = CpuTimes.of(stage);
            single = fenced(storage, writers, scale, false);
            report.explain("fenced, one by one: " + CpuTimes.of(stage).since(before));
        }
        double bare = Math.max(bareBefore, bare(stage));
        report.add(
                Figure.noted(
                        "bare INSERT of "
                                + scale.flushSessions()
                                + " × "
                                + PIECES
                                + " rows a statement, one connection",
                        Figure.number(bare) + " rows/s"));
        report.add(
                Figure.atLeast(
                        "fenced pieces of text, "
                                + PIECES
                                + " of a session joined as the engine joins them",
                        joined,
                        1.5 * bare,
                        " /s"));
        report.add(
                Figure.noted(
                        "fenced pieces of text, each a record of its own",
                        Figure.number(single)
                                + " /s, "
                                + Figure.number(single / bare)
                                + " of the bare rows"));
    }

    private static PostgresStorage open(Stage.Address database) {
        return PostgresStorage.connect(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                PostgresStorageConfig.DEFAULT);
    }

    private static double bare(Stage stage) throws SQLException {
        Scale scale = stage.scale();
        int sessions = scale.flushSessions();
        Stage.Address database = stage.createDatabase();
        Delta sample =
                delta(new TurnId(UUID.randomUUID()), new MessageId(UUID.randomUUID()), 0, WORD);
        byte[] payload = EntryCodec.current().encode(sample).payload();
        UUID[] ids =
                IntStream.range(0, sessions).mapToObj(i -> UUID.randomUUID()).toArray(UUID[]::new);
        Long[] bases = new Long[sessions];
        int rows = sessions * PIECES;
        Integer[] ordinals = new Integer[rows];
        Integer[] places = new Integer[rows];
        byte[][] payloads = new byte[rows][];
        for (int row = 0; row < rows; row++) {
            ordinals[row] = row / PIECES + 1;
            places[row] = row % PIECES + 1;
            payloads[row] = payload;
        }
        try (Connection connection = database.connect();
                Statement setup = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(BARE)) {
            setup.execute(
                    "create table bare (session uuid, seq bigint, payload bytea, primary key (session, seq))");
            long warm = System.nanoTime() + scale.warmUp().toNanos();
            long begin = 0;
            long end = Long.MAX_VALUE;
            long written = 0;
            for (long base = 0; System.nanoTime() < end; base += PIECES) {
                Arrays.fill(bases, base);
                insert.setArray(1, connection.createArrayOf("uuid", ids));
                insert.setArray(2, connection.createArrayOf("int8", bases));
                insert.setArray(3, connection.createArrayOf("int4", ordinals));
                insert.setArray(4, connection.createArrayOf("int4", places));
                insert.setArray(5, connection.createArrayOf("bytea", payloads));
                insert.executeUpdate();
                if (begin > 0) {
                    written += rows;
                } else if (System.nanoTime() > warm) {
                    begin = System.nanoTime();
                    end = begin + scale.rate().toNanos();
                }
            }
            return written * 1e9 / (System.nanoTime() - begin);
        }
    }

    /** Pieces a second, when there is always a next group waiting for the one under way. */
    private static double fenced(
            PostgresStorage storage, List<Writer> writers, Scale scale, boolean joined) {
        Deque<CompletionStage<List<AppendOutcome>>> underWay = new ArrayDeque<>();
        long warm = System.nanoTime() + scale.warmUp().toNanos();
        long begin = 0;
        long end = Long.MAX_VALUE;
        long written = 0;
        while (System.nanoTime() < end) {
            underWay.add(
                    storage.log()
                            .append(writers.stream().map(writer -> writer.next(joined)).toList()));
            if (underWay.size() < GROUPS_UNDER_WAY) {
                continue;
            }
            check(underWay.removeFirst());
            if (begin > 0) {
                written += (long) writers.size() * PIECES;
            } else if (System.nanoTime() > warm) {
                begin = System.nanoTime();
                end = begin + scale.rate().toNanos();
            }
        }
        double rate = written * 1e9 / (System.nanoTime() - begin);
        underWay.forEach(FencedDeltas::check);
        return rate;
    }

    private static void warmUp(PostgresStorage storage, List<Writer> writers, Scale scale) {
        fenced(storage, writers, scale, true);
        fenced(storage, writers, scale, false);
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

    private static Delta delta(TurnId turn, MessageId message, int at, String text) {
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
