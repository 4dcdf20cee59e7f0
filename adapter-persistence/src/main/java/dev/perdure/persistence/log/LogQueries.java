package dev.perdure.persistence.log;

/** The statements that read, as the role of one organisation. */
final class LogQueries {

    static final String HEAD =
            """
            select head_offset, version, epoch, status, last_time from perdure.session
            where id = ? and organisation = ?
            """;

    static final String FACTS_AFTER =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and seq > ?
            order by seq limit ?
            """;

    /**
     * Both kinds in one snapshot. Time never falls along a stream, so no delta after the cursor is
     * older than the last fact before it: that keeps old partitions out of every page.
     */
    static final String RECORDS_AFTER =
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

    static final String FACTS_BEFORE =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and version < ?
            order by version desc limit ?
            """;

    static final String FACTS_BETWEEN =
            """
            select seq, version, time, type, type_version, turn, step, payload from perdure.event
            where session = ? and organisation = ? and version between ? and ?
            order by version
            """;

    static final String FACT_AT =
            """
            select seq, time from perdure.event
            where session = ? and organisation = ? and version = ?
            """;

    private LogQueries() {}
}
