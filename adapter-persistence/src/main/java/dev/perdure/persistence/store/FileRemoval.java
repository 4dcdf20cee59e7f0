package dev.perdure.persistence.store;

import dev.perdure.session.SessionKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Deletes the workspace of a session that is gone, in steps, and the contents that nobody else
 * uses.
 */
final class FileRemoval {

    /** Waits for whoever is writing, and for whoever comes later there is no session. */
    private static final String LOCK =
            """
            insert into perdure.file_space as s (organisation, workspace, area, revision, entries, bytes)
            select :organisation, :id, area, 0, 0, 0 from generate_series(0, 1) area
            on conflict (organisation, workspace, area) do update set revision = s.revision
            """;

    /** In one order, so that two of these cannot wait for each other. */
    private static final String LOCK_CONTENTS =
            """
            select count(*) from (
                select from perdure.file_blob
                where organisation = :organisation and hash in (
                    select hash from (
                        select hash from perdure.file_version
                        where organisation = :organisation and workspace = :id
                        order by area, path, revision limit :limit) next)
                order by hash for update) locked
            """;

    private static final String DELETE =
            """
            with gone as (
                delete from perdure.file_version
                where organisation = :organisation and workspace = :id and (area, path, revision) in (
                    select area, path, revision from perdure.file_version
                    where organisation = :organisation and workspace = :id
                    order by area, path, revision limit :limit)
                returning hash
            ),
            used as (
                update perdure.file_blob b set uses = b.uses - u.less
                from (select hash, count(*) as less from gone where hash is not null group by hash) u
                where b.organisation = :organisation and b.hash = u.hash
                returning b.hash
            )
            select (select count(*) from gone) + 0 * (select count(*) from used)
            """;

    private static final String DELETE_CONTENTS =
            "delete from perdure.file_blob where organisation = :organisation and uses = 0";

    private static final String DELETE_SPACE =
            "delete from perdure.file_space where organisation = :organisation and workspace = :id";

    private FileRemoval() {}

    /**
     * Does a step.
     *
     * @param limit how many versions may go in it
     * @return whether more is left
     */
    static boolean step(Handle handle, SessionKey session, int limit) {
        bound(handle.createUpdate(LOCK), session).execute();
        bound(handle.createQuery(LOCK_CONTENTS), session)
                .bind("limit", limit)
                .mapTo(Long.class)
                .one();
        long gone =
                bound(handle.createQuery(DELETE), session)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .one();
        handle.createUpdate(DELETE_CONTENTS)
                .bind("organisation", session.organisation().value())
                .execute();
        bound(handle.createUpdate(DELETE_SPACE), session).execute();
        return gone == limit;
    }

    private static <S extends SqlStatement<S>> S bound(S statement, SessionKey session) {
        return statement
                .bind("id", session.id().value())
                .bind("organisation", session.organisation().value());
    }
}
