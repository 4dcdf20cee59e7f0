package dev.perdure.persistence.log;

/** The parts of the statement for a flush that holds nothing but pieces of output. */
final class PieceParts {

    /**
     * Heads and deltas in half the time: no locks before the update. The pieces come in the order
     * of their sessions' ids, and the update looks each of them up in turn. Should it ever be
     * planned otherwise, two nodes may wait for each other until the server ends one of the
     * statements, which is then sent again.
     */
    static final String WRITTEN =
            """
            u as (
                update perdure.session s set
                    head_offset = s.head_offset + 1,
                    last_time = greatest(s.last_time, p.now_ms)
                from (
                    select x.*, (select perdure.clock_ms()) as now_ms
                    from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::int[], ?::uuid[], ?::bytea[])
                        with ordinality as x(id, organisation, epoch, kind, turn, payload, place)
                    where exists (select from w)
                ) p
                where s.id = p.id and s.organisation = p.organisation and s.epoch = p.epoch
                returning p.place, s.id, s.organisation, s.head_offset as seq, s.version, s.last_time as time,
                    p.kind, p.turn, p.payload
            ),
            d as (
                insert into perdure.delta (session, seq, version, organisation, type, type_version, turn, time,
                    payload)
                select id, seq, version, organisation, (select ?::text[])[kind], (select ?::int[])[kind], turn,
                    time, payload
                from u
            )
            """;

    /**
     * What the writer knows itself is not sent back. Places are those of the arrays, counted from
     * 1; 0 stands for the committer's row.
     */
    static final String ANSWER =
            """
            select 0 as place, 0 as seq, 0 as version, 0 as time from w
            union all
            select place, seq, version, time from u
            """;

    private PieceParts() {}
}
