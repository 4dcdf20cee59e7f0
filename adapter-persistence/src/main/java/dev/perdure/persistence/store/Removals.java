package dev.perdure.persistence.store;

import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sessions: first the head, in a transaction as short as an append, from when on the
 * session is gone; then what it leaves behind, in steps of bounded size, from the end of the log. A
 * row names the sessions that are not through yet, so that whatever keeps somebody from going on,
 * another node or the next start does.
 */
public final class Removals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** Of each kind, in one transaction. */
    private static final int STEP_ROWS = 2_000;

    /** One statement, so that nobody waits longer for the head than for a commit. */
    private static final String REMOVE_HEAD =
            """
            with head as (
                delete from perdure.session where id = :id and organisation = :organisation
                returning id, organisation
            ),
            entry as (
                delete from perdure.session_entry where id in (select id from head)
            )
            insert into perdure.removal (session, organisation) select id, organisation from head
            """;

    /** Whoever has it does the step; the others need not. */
    private static final String TAKE =
            """
            select true from perdure.removal where session = :id and organisation = :organisation
            for update skip locked
            """;

    /**
     * One after the other, from the end: whatever can still be read is a beginning of the facts.
     */
    private static final List<String> REST =
            List.of(
                    """
                    delete from perdure.delta where session = :id and organisation = :organisation
                        and seq in (select seq from perdure.delta where session = :id
                            order by seq desc limit :limit)
                    """,
                    """
                    delete from perdure.event where session = :id and organisation = :organisation
                        and seq in (select seq from perdure.event where session = :id
                            order by seq desc limit :limit)
                    """,
                    """
                    delete from perdure.turn where session = :id and organisation = :organisation
                        and id in (select id from perdure.turn where session = :id limit :limit)
                    """,
                    "delete from perdure.delivery where session = :id and organisation = :organisation",
                    "delete from perdure.snapshot where session = :id and organisation = :organisation",
                    "delete from perdure.schedule where session = :id and organisation = :organisation",
                    "delete from perdure.session_secret where session = :id and organisation = :organisation");

    private static final String DONE =
            "delete from perdure.removal where session = :id and organisation = :organisation";

    private final TenantTransactions tenants;
    private final Supplier<List<SessionKey>> unfinished;
    private final Thread thread;

    /**
     * @param unfinished asks which sessions are not through yet, of all organisations
     */
    public Removals(DataSource pool, Supplier<List<SessionKey>> unfinished) {
        this.tenants = new TenantTransactions(pool);
        this.unfinished = unfinished;
        this.thread = Thread.ofPlatform().name("perdure-removals").daemon().unstarted(this::run);
    }

    /** Finishes now and then what was left unfinished. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                sweep();
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever went wrong, the thread lives on. */
    @SuppressWarnings("IllegalCatch")
    private void sweep() {
        try {
            unfinished.get().forEach(this::finish);
        } catch (RuntimeException e) {
            LOG.warn("Removed sessions are cleared away later: {}", e.getMessage());
        }
    }

    /**
     * Removes the session from the sight of all writers.
     *
     * @return false when there was none
     */
    boolean begin(SessionKey session) {
        return tenants.call(
                session.organisation(), handle -> update(handle, REMOVE_HEAD, session) > 0);
    }

    /**
     * Deletes what a removed session has left behind; what cannot be deleted now is left to later.
     */
    void finish(SessionKey session) {
        try {
            boolean more = true;
            while (more) {
                more = tenants.call(session.organisation(), handle -> step(handle, session));
            }
        } catch (JdbiException e) {
            LOG.warn("The rest of {} is deleted later: {}", session, e.getMessage());
        }
    }

    private static boolean step(Handle handle, SessionKey session) {
        handle.execute("set local lock_timeout = '2s'");
        boolean mine =
                handle.createQuery(TAKE)
                        .bind("id", session.id().value())
                        .bind("organisation", session.organisation().value())
                        .mapTo(Boolean.class)
                        .findOne()
                        .isPresent();
        if (!mine) {
            return false;
        }
        for (String sql : REST) {
            if (update(handle, sql, session) == STEP_ROWS) {
                return true;
            }
        }
        if (FileRemoval.step(handle, session, STEP_ROWS)) {
            return true;
        }
        update(handle, DONE, session);
        return false;
    }

    private static int update(Handle handle, String sql, SessionKey session) {
        var update =
                handle.createUpdate(sql)
                        .bind("id", session.id().value())
                        .bind("organisation", session.organisation().value());
        return (sql.contains(":limit") ? update.bind("limit", STEP_ROWS) : update).execute();
    }
}
