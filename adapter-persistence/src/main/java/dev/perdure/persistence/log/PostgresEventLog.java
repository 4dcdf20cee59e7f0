package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent.SessionOpened;
import dev.perdure.event.StreamVersion;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.persistence.hint.DueSignal;
import dev.perdure.persistence.hint.Hints;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * The log on PostgreSQL. Holds four direct connections: one for each lane of its committers and two
 * for hints.
 */
public final class PostgresEventLog implements EventLog, AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    /**
     * A flush looks rows up by key and nothing else; a plan made while tables are small must last.
     * A lock that lasts is somebody's mistake, and one session must not make the others wait for
     * it.
     */
    private static final String[] COMMITTER_SETTINGS = {
        "set lock_timeout = '1s'",
        "set synchronous_commit = on",
        "set plan_cache_mode = force_generic_plan",
        "set enable_seqscan = off",
        "set jit = off"
    };

    private final EntryCodec codec = EntryCodec.current();
    private final DirectConnections direct;
    private final LogSettings settings;
    private final LogReader reader;
    private final TailHub hub;
    private final Hints hints;
    private final HeadPoll poll;
    private final DeltaPartitions partitions;
    private final FlushQueue queue;
    private final RefusalDesk refusals;
    private final List<GroupCommitter> committers = new ArrayList<>();

    /**
     * @param due told when a turn may be due
     */
    public PostgresEventLog(
            DataSource pool, DirectConnections direct, LogSettings settings, DueSignal due) {
        EngineTransactions engine = new EngineTransactions(pool);
        this.direct = direct;
        this.settings = settings;
        this.reader = new LogReader(new TenantReads(pool), new MovedSessions(engine), codec);
        this.refusals = new RefusalDesk(new TenantTransactions(pool), settings.unresolvedMax());
        this.hub = new TailHub(reader);
        this.hints = new Hints(direct, due, hub);
        this.poll = new HeadPoll(engine, hub, hints::work);
        this.partitions =
                new DeltaPartitions(engine, InstantSource.system(), settings.deltaRetention());
        this.queue = new FlushQueue(settings.linger());
    }

    /** To be called once, before anything else. */
    public void start(LocalNode node) {
        hub.onDoubt(poll::now);
        partitions.start();
        hints.start();
        poll.start();
        Outcomes outcomes = new Outcomes(new Publication(hub, hints, node), refusals);
        for (Lane lane : Lane.values()) {
            EngineConnection connection =
                    new EngineConnection(direct, "commit", COMMITTER_SETTINGS);
            GroupCommitter committer =
                    new GroupCommitter(
                            lane, queue, connection, node, outcomes, settings.unresolvedMax());
            committers.add(committer);
            committer.start();
        }
    }

    /** The hints of this node, for what is committed by others than the log. */
    public Hints hints() {
        return hints;
    }

    /** To be called after the session was deleted. */
    public void removed(SessionKey session) {
        hub.moved(session.id().value());
        hints.moved(session.id().value());
    }

    @Override
    public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
        GroupAppend append = new GroupAppend(group.size());
        List<Pending> batches = new ArrayList<>(group.size());
        for (int index = 0; index < group.size(); index++) {
            Batch batch = group.get(index);
            checkBeginning(batch);
            batches.add(
                    Pending.of(
                            batch,
                            batch.entries().stream().map(codec::encode).toList(),
                            append,
                            index));
        }
        try {
            return queue.put(batches, settings.unresolvedMax())
                    ? append.stage()
                    : refused(new IllegalStateException("the queue of the log is full or closed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(e);
        }
    }

    private static void checkBeginning(Batch batch) {
        if (batch.guard() instanceof Guard.NewStream
                && (batch.entries().isEmpty()
                        || !(batch.entries().getFirst() instanceof SessionOpened))) {
            throw new IllegalArgumentException("A stream begins with the opening of its session.");
        }
    }

    private static CompletionStage<List<AppendOutcome>> refused(Exception cause) {
        return CompletableFuture.failedStage(
                new LogUnavailable(
                        "The log takes no appends; nothing of this one was written", cause));
    }

    @Override
    public Optional<SessionHead> head(SessionKey session) {
        return reader.head(session);
    }

    @Override
    public Set<SessionKey> moved(List<Seen> sessions) {
        return reader.moved(sessions);
    }

    @Override
    public List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection) {
        return reader.read(session, after, limit, selection);
    }

    @Override
    public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
        return reader.latest(session, before, limit);
    }

    @Override
    public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
        return reader.facts(session, from, to);
    }

    @Override
    public Offset lastFactAt(SessionKey session, Instant time) {
        return reader.lastFactAt(session, time);
    }

    @Override
    public Subscription follow(SessionKey session, Offset after) {
        return hub.follow(session, after);
    }

    @Override
    public void close() {
        queue.close();
        committers.forEach(committer -> committer.stop(STOP_MAX));
        refusals.close();
        poll.close();
        partitions.close();
        hints.close();
    }
}
