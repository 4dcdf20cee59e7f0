package dev.perdure.persistence.log;

/** The parts that the statement of a flush is put together from. */
final class FlushParts {

    static final String UNLESS_WRITTEN =
            """
            w as materialized (
                select 1 from perdure.committer where id = ? and flush_number < ? for no key update
            )
            """;

    static final String BATCHES =
            """
            b as materialized (
                select x.*, (select perdure.clock_ms()) as now_ms
                from unnest(?::int[], ?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::int[],
                    ?::int[], ?::uuid[], ?::bytea[], ?::bigint[], ?::boolean[], ?::uuid[])
                    as x(o, id, organisation, guard, epoch, version, records, facts,
                        work, turn, idem_key, wake_at, claim, wakes)
                where exists (select from w)
            )
            """;

    static final String LOCKED =
            """
            l as materialized (
                select b.*, s.epoch as s_epoch, s.version as s_version, s.open_turns, s.active_turn
                from b join perdure.session s on s.id = b.id and s.organisation = b.organisation
                where b.guard <> 0
                order by s.id
                for no key update of s
            )
            """;

    static final String GRANTED =
            """
            g as materialized (
                select l.*, case l.guard
                        when 1 then true
                        when 2 then l.s_version = l.version
                        when 3 then l.s_epoch = l.epoch
                        else l.s_epoch = l.epoch and l.s_version = l.version
                    end%s as granted
                from l
            )
            """;

    static final String AND_NOT_TWICE =
            """
             and (l.work <> 1 or not exists (
                            select from perdure.turn t where t.session = l.id and t.idem_key = l.idem_key)
                        and not exists (
                            select from perdure.turn t where t.session = l.id and t.id = l.turn))
            """;

    static final String NEW =
            """
            n as materialized (
                select b.* from b
                where b.guard = 0 and (select count(*) from l) >= 0
                order by b.id
            )
            """;

    static final String LOCKED_TURNS =
            """
            tl as materialized (
                select t.id, t.session, t.state
                from g join perdure.turn t
                    on t.id = case g.work when 1 then g.wakes else g.turn end and t.session = g.id
                where g.granted
                order by t.id
                for no key update of t
            )
            """;

    static final String NODE =
            """
            me as materialized (
                select 1 from perdure.node
                where incarnation = ? and not dead and (select count(*) from l) >= 0%s
                for share
            )
            """;

    static final String AND_AFTER_TURNS = " and (select count(*) from tl) >= 0";

    static final String PLANNED =
            """
            p as (
                select g.*, %s as t_state, %s as claimed
                from %s
            )
            """;

    static final String HEADS =
            """
            u as (
                update perdure.session s set
                    head_offset = s.head_offset + p.records,
                    version = s.version + p.facts,
                    last_time = greatest(s.last_time, p.now_ms)
                from p
                where s.id = p.id and p.granted
                returning p.o, s.id, s.organisation, s.head_offset - p.records as base,
                    s.version - p.facts as base_version, s.last_time as time, s.epoch, p.claimed, s.open_turns,
                    p.work, p.turn, p.idem_key
            )
            """;

    static final String HEADS_AND_QUEUE =
            """
            u as (
                update perdure.session s set
                    head_offset = s.head_offset + p.records,
                    version = s.version + p.facts,
                    last_time = greatest(s.last_time, p.now_ms),
                    epoch = s.epoch + p.claimed::int,
                    open_turns = s.open_turns + case
                        when p.work = 1 then 1
                        when p.work = 2 and p.t_state <> 4 then -1
                        else 0 end,
                    active_turn = case
                        when p.claimed then p.turn
                        when p.work = 2 and s.active_turn = p.turn then null
                        else s.active_turn end,
                    status = case
                        when p.work = 1 and (s.status <> 2 or p.t_state = 3) then 1
                        when p.t_state = 4 then s.status
                        when p.work = 2 and s.open_turns = 1 then 3
                        when p.work = 2 and s.active_turn is distinct from p.turn then s.status
                        when p.work = 2 or p.work = 3 then 1
                        when p.work = 4 then 2
                        when p.work = 5 and p.t_state = 3 then 1
                        else s.status end
                from p
                where s.id = p.id and p.granted
                returning p.o, s.id, s.organisation, s.head_offset - p.records as base,
                    s.version - p.facts as base_version, s.last_time as time, s.epoch, p.claimed, s.open_turns,
                    p.work, p.turn, p.idem_key
            )
            """;

    static final String OPENED =
            """
            i as (
                insert into perdure.session (id, organisation, epoch, head_offset, version, last_time,
                    status, open_turns, active_turn)
                select c.id, c.organisation, c.claimed::int, c.records, c.facts, c.now_ms,
                    case when c.work = 1 then 1 else 0 end, case when c.work = 1 then 1 else 0 end,
                    case when c.claimed then c.turn end
                from (select n.*, n.claim and exists (select from me) as claimed from n) c
                where not exists (select from perdure.removal r where r.session = c.id)
                on conflict (id) do nothing
                returning id, organisation, last_time as time, epoch
            )
            """;

    static final String OPENED_IN_ORDER =
            """
            ni as materialized (
                select n.o, i.id, i.organisation, 0 as base, 0 as base_version, i.time, i.epoch, i.epoch > 0 as claimed,
                    case when n.work = 1 then 1 else 0 end as open_turns, n.work, n.turn, n.idem_key
                from n full join i on n.id = i.id
            )
            """;

    static final String APPLIED =
            """
            a as not materialized (
                select * from u
            )
            """;

    static final String APPLIED_OR_OPENED =
            """
            a as materialized (
                select * from u
                union all
                select * from ni where id is not null
            )
            """;

    static final String FACTS =
            """
            e as (
                insert into perdure.event (session, seq, version, organisation, type, type_version, turn, step,
                    time, payload)
                select a.id, a.base + x.k, a.base_version + x.v, a.organisation, x.type, x.type_version, x.turn,
                    x.step, a.time, x.payload
                from unnest(?::int[], ?::int[], ?::int[], ?::text[], ?::int[], ?::uuid[], ?::int[], ?::bytea[])
                    as x(o, k, v, type, type_version, turn, step, payload)
                join a on a.o = x.o
            )
            """;

    static final String DELTAS =
            """
            d as (
                insert into perdure.delta (session, seq, version, organisation, type, type_version, turn, time,
                    payload)
                select a.id, a.base + x.k, a.base_version + x.v, a.organisation, x.type, x.type_version, x.turn,
                    a.time, x.payload
                from unnest(?::int[], ?::int[], ?::int[], ?::text[], ?::int[], ?::uuid[], ?::bytea[])
                    as x(o, k, v, type, type_version, turn, payload)
                join a on a.o = x.o
            )
            """;

    static final String DESCRIPTIONS =
            """
            se as (
                insert into perdure.session_entry (id, organisation, agent, title, settings, created_at)
                select a.id, a.organisation, x.agent, x.title, x.settings, a.time
                from unnest(?::int[], ?::uuid[], ?::text[], ?::bytea[]) as x(o, agent, title, settings)
                join a on a.o = x.o
                order by x.o
                on conflict (id) do update set title = excluded.title, settings = excluded.settings
            )
            """;

    static final String NEW_TURNS =
            """
            ti as (
                insert into perdure.turn (id, session, organisation, ord, state, owner, attempt, idem_key)
                select a.turn, a.id, a.organisation, a.base + 1,
                    case when a.claimed then 1 when a.open_turns > 1 then 2 else 0 end,
                    case when a.claimed then ? end, a.claimed::int, a.idem_key
                from a
                where a.work = 1
                order by a.o
            )
            """;

    static final String MOVED_TURNS =
            """
            tu as (
                update perdure.turn t set
                    owner = null,
                    state = case p.work when 2 then 4 when 1 then 0 when 5 then 0 else 3 end,
                    wake_at = case when p.work in (3, 4) then p.wake_at end
                from p
                where t.id = case p.work when 1 then p.wakes else p.turn end and p.granted
                    and case when p.work in (1, 5) then p.t_state = 3 else p.t_state <> 4 end
            )
            """;

    static final String NEXT_TURNS =
            """
            nx as (
                update perdure.turn t set state = 0
                from (
                    select a.o, (select q.id from perdure.turn q
                        where q.session = a.id and q.state <> 4 and q.id <> a.turn
                        order by q.place limit 1) as id
                    from a where a.work = 2 and a.open_turns > 0
                ) x
                where t.id = x.id and t.state = 2
                returning x.o
            )
            """;

    static final String NUMBER =
            """
            wu as (
                update perdure.committer set flush_number = ?, used_at = clock_timestamp()
                where id = ? and exists (select from w)
            )
            """;

    static final String ANSWER =
            """
            select -1 as o, 0 as base, 0 as base_version, 0 as time, 0 as epoch, false as claimed, 0 as open_turns,
                true as applied, false as next_unknown from w
            union all
            select o, base, base_version, time, epoch, claimed, open_turns, true, %s from a
            union all
            select g.o, 0, g.s_version, 0, g.s_epoch, false, g.open_turns, false, false from g where not g.granted
            """;

    static final String NEXT_UNKNOWN =
            "work = 2 and open_turns > 0 and o not in (select nx.o from nx)";

    private FlushParts() {}
}
