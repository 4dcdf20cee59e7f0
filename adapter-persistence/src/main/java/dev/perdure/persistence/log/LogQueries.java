package dev.perdure.persistence.log;

import dev.perdure.persistence.database.TenantQuery;

/** The statements that read, as the role of one organisation. */
final class LogQueries {

    private static final String HEAD_SQL =
            """
            select head_offset, version, epoch, status, last_time from perdure.session
            where id = ? and organisation = ?
            """;

    private static final String FACTS_AFTER_SQL =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and seq > ?
            order by seq limit ?
            """;

    /**
     * Both kinds in one snapshot. Time never falls along a stream, so no delta after the cursor is
     * older than the last fact before it: that keeps old partitions out of every page.
     */
    static final String RECORDS_AFTER_SQL =
            """
            select * from (
                (select seq, version, time, type, type_version, turn, step, payload from perdure.event
                where session = ? and organisation = ? and seq > ?
                order by seq limit ?)
                union all
                (select seq, version, time, type, type_version, turn, null, payload from perdure.delta
                where session = ? and organisation = ? and seq > ?
                    and time >= coalesce((select e.time from perdure.event e
                        where e.session = ? and e.organisation = ? and e.seq <= ?
                        order by e.seq desc limit 1), 0)
                order by seq limit ?)
            ) r
            order by seq limit ?
            """;

    private static final String FACTS_BEFORE_SQL =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and version < ?
            order by version desc limit ?
            """;

    private static final String FACTS_BETWEEN_SQL =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and version between ? and ?
            order by version
            """;

    private static final String FACT_AT_SQL =
            """
            select seq, time from perdure.event
            where session = ? and organisation = ? and version = ?
            """;

    static final TenantQuery HEAD = TenantQuery.of(HEAD_SQL);

    static final TenantQuery FACTS_AFTER = TenantQuery.of(FACTS_AFTER_SQL);

    static final TenantQuery RECORDS_AFTER = TenantQuery.of(RECORDS_AFTER_SQL);

    static final TenantQuery FACTS_BEFORE = TenantQuery.of(FACTS_BEFORE_SQL);

    static final TenantQuery FACTS_BETWEEN = TenantQuery.of(FACTS_BETWEEN_SQL);

    static final TenantQuery FACT_AT = TenantQuery.of(FACT_AT_SQL);

    /** The head first: everything up to it is then among the records or forgotten. */
    static final TenantQuery HEAD_AND_RECORDS_AFTER = TenantQuery.of(HEAD_SQL, RECORDS_AFTER_SQL);

    private LogQueries() {}
}
