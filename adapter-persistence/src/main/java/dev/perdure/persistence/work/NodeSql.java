package dev.perdure.persistence.work;

/** The statements about nodes. Leases and heartbeats are judged by the server's clock alone. */
final class NodeSql {

    /**
     * The first of the two numbers of every node's advisory lock; the second is the incarnation.
     */
    static final int LOCK_SPACE = 0x50455244;

    static final String NEXT_INCARNATION = "select nextval('perdure.incarnation')";

    static final String TRY_LOCK = "select pg_try_advisory_lock(" + LOCK_SPACE + ", ?)";

    static final String INSERT =
            """
            insert into perdure.node (incarnation, process, joined_at, heartbeat_at, lease_until, locked)
            select ?, ?, c.now, c.now, c.now + ? * interval '1 millisecond', ?
            from (select clock_timestamp() as now) c
            """;

    /**
     * Says as well whether the session it runs in holds the node's lock: the others must not judge
     * by a lock that nobody holds. The halves of an advisory lock stand in two columns, as numbers
     * without a sign.
     */
    static final String RENEW =
            """
            update perdure.node
            set heartbeat_at = clock_timestamp(),
                lease_until = clock_timestamp() + ? * interval '1 millisecond',
                locked = exists (select from pg_locks l where l.locktype = 'advisory' and l.granted
                    and l.pid = pg_backend_pid() and l.classid = %d and l.objsubid = 2
                    and l.objid = incarnation::text::oid)
            where incarnation = ? and not dead
            returning locked, floor(extract(epoch from clock_timestamp()) * 1000)::bigint
            """
                    .formatted(LOCK_SPACE);

    static final String LEAVE =
            "update perdure.node set dead = true where incarnation = ? and not dead";

    /**
     * A free lock means that the process of a node that had it, or its connection, is gone. That is
     * believed at once, unless we were connected only now: after a restart of the server
     * everybody's locks are free for a moment, and then only a heartbeat that has stopped counts.
     * The cases are in one CASE so that no lock is tried in vain.
     */
    static final String MARK_DEAD =
            """
            update perdure.node set dead = true
            where not dead and incarnation <> ?
                and case
                    when lease_until < clock_timestamp() then true
                    when incarnation = any (?) then true
                    when not locked then false
                    when ? or heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'
                        then pg_try_advisory_xact_lock(%d, incarnation)
                    else false end
            """
                    .formatted(LOCK_SPACE);

    static final String LIVING =
            "select incarnation, process from perdure.node where not dead and incarnation <> ?";

    /**
     * Apart from and later than marking: a statement that waited for a claim's lock on the node
     * does not see the turn claimed a moment earlier, this one does. What somebody holds is left to
     * the next sweep.
     */
    static final String RECLAIM_AND_WAKE =
            """
            with left_behind as materialized (
                select t.id from perdure.turn t join perdure.node n on n.incarnation = t.owner
                where t.state = 1 and n.dead
                for no key update of t skip locked
            ),
            awake as materialized (
                select id from perdure.turn
                where state = 3 and wake_at <= (select perdure.clock_ms())
                for no key update skip locked
            )
            update perdure.turn set state = 0, owner = null, wake_at = null
            from (select id from left_behind union all select id from awake) d
            where turn.id = d.id
            """;

    /**
     * The first open turn of a session is ready, or was. Where it is not, whoever finished the one
     * before it died on the way. Steps from session to session, not from turn to turn.
     */
    static final String MAKE_FIRST_READY =
            """
            with recursive behind(session) as (
                (select session from perdure.turn where state = 2 order by session limit 1)
                union all
                select (select t.session from perdure.turn t where t.state = 2 and t.session > b.session
                    order by t.session limit 1)
                from behind b where b.session is not null
            ),
            stuck as materialized (
                select f.id, f.session from behind b cross join lateral (
                    select q.id, q.session, q.state from perdure.turn q
                    where q.session = b.session and q.state <> 4
                    order by q.place limit 1) f
                where f.state = 2
            ),
            heads as materialized (
                select s.id from perdure.session s join stuck on stuck.session = s.id
                for no key update of s skip locked
            )
            update perdure.turn t set state = 0
            from stuck join heads on heads.id = stuck.session
            where t.id = stuck.id and t.state = 2
            """;

    static final String FORGET =
            """
            delete from perdure.node n
            where dead and lease_until < clock_timestamp() - interval '1 hour'
                and not exists (select from perdure.turn where owner = n.incarnation and state = 1)
            """;

    static final String FORGET_COMMITTERS =
            "delete from perdure.committer where used_at < clock_timestamp() - interval '1 day'";

    /**
     * The claimer's own node row is locked for the length of the claim, so a node that was declared
     * dead gains nothing, and one that is about to be is reclaimed from afterwards. Only the first
     * open turn of a session is taken, and only while no other one is active.
     */
    static final String CLAIM =
            """
            with me as materialized (
                select 1 from perdure.node where incarnation = ? and not dead for share
            ),
            c as materialized (
                select t.id, t.session, t.organisation, t.place, s.version
                from perdure.turn t join perdure.session s on s.id = t.session
                where t.state = 0 and exists (select from me)
                    and (s.active_turn is null or s.active_turn = t.id)
                    and not exists (
                        select from perdure.turn p
                        where p.session = t.session and p.state <> 4 and p.place < t.place)
                order by t.place
                limit ?
                for no key update of t, s skip locked
            ),
            t as (
                update perdure.turn set state = 1, owner = ?, claim = ?, claimed_version = c.version,
                    attempt = case when turn.claimed_version = c.version then turn.attempt + 1 else 1 end
                from c where turn.id = c.id
                returning turn.id, turn.attempt
            ),
            s as (
                update perdure.session set epoch = epoch + 1, active_turn = c.id
                from c where session.id = c.session
                returning session.id, session.epoch
            )
            select c.organisation, c.session, c.id, s.epoch, t.attempt
            from c join s on s.id = c.session join t on t.id = c.id
            order by c.place
            """;

    /**
     * What calls took whose answer was lost; asked for under a new number, for this one may be lost
     * too.
     */
    static final String FIND_LOST =
            """
            with c as materialized (
                select id, place from perdure.turn
                where owner = ? and state = 1 and claim = any (?)
                order by place
                limit ?
            ),
            t as (
                update perdure.turn set claim = ? from c where turn.id = c.id
                returning turn.id, turn.session, turn.organisation, turn.attempt, c.place
            )
            select t.organisation, t.session, t.id, s.epoch, t.attempt
            from t join perdure.session s on s.id = t.session and s.active_turn = t.id
            order by t.place
            """;

    /** Turns claimed by appends whose answer was lost: nobody runs them. */
    static final String RELEASE_UNHEARD =
            """
            update perdure.turn set state = 0, owner = null
            where id = any (?) and owner = ? and state = 1 and claim is null
            """;

    /** A turn its owner lets go of, unless the claim has become somebody else's. */
    static final String HAND_OVER =
            """
            update perdure.turn t set state = 0, owner = null
            from perdure.session s
            where t.id = ? and t.owner = ? and t.state = 1
                and s.id = t.session and s.organisation = ? and s.epoch = ?
            """;

    private NodeSql() {}
}
