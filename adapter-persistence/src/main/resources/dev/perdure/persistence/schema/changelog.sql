--liquibase formatted sql

-- The log, the queue and the catalogues. Every table that holds something of a tenant has the column
-- organisation and is forced under row level security: the engine's role may see what its own policies
-- list, the role of readers and catalogue writers sees one organisation per unit of work. The owner of
-- the tables has no policy and sees nothing.

--changeset perdure:functions splitStatements:false
create function perdure.clock_ms() returns bigint language sql volatile as
    $$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$;
create function perdure.current_organisation() returns uuid language sql stable as
    $$ select nullif(current_setting('perdure.organisation', true), '')::uuid $$;
grant usage on schema perdure to perdure_engine, perdure_api;

--changeset perdure:node splitStatements:false
create sequence perdure.incarnation as integer;
create table perdure.node (                       -- one row per life of an engine process
    incarnation     integer primary key,
    process         text not null,                -- tells processes of one machine apart; only ever compared
    joined_at       timestamptz not null,
    heartbeat_at    timestamptz not null,
    lease_until     timestamptz not null,
    dead            boolean not null default false
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
create sequence perdure.committer_number as bigint;
create table perdure.committer (                  -- one row per group committer
    id              bigint primary key,
    flush_number    bigint not null,              -- of its last committed flush
    used_at         timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
grant usage on sequence perdure.incarnation, perdure.committer_number to perdure_engine;
grant select, insert, update, delete on perdure.node, perdure.committer to perdure_engine;

--changeset perdure:session splitStatements:false
-- The head of a stream. Every append updates it: no index but the key, room on each page.
create table perdure.session (
    id                uuid primary key,
    organisation      uuid not null,
    epoch             bigint not null,            -- the fencing token; raised by every claim
    head_offset       bigint not null,            -- seq of the last record
    version           bigint not null,            -- of the last fact
    last_time         bigint not null,            -- of the last record, ms; never falls
    status            smallint not null,          -- 0 started, 1 active, 2 waiting for tool results, 3 idle
    open_turns        integer not null,           -- turns that are not done
    active_turn       uuid,                       -- the turn that blocks the others: owned, or owned before
    delivered_version bigint not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
-- What lists show of a session and never changes.
create table perdure.session_entry (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    agent           uuid,
    title           text not null,                -- in lower case, for searching
    settings        bytea not null,
    created_at      bigint not null               -- ms
);
create index session_entry_newest on perdure.session_entry (organisation, place desc);
create index session_entry_of_agent on perdure.session_entry (organisation, agent, place desc);
grant select, insert, update on perdure.session to perdure_engine;
grant select, insert on perdure.session_entry to perdure_engine;
grant select, delete on perdure.session, perdure.session_entry to perdure_api;

--changeset perdure:log splitStatements:false
create table perdure.event (                      -- facts; kept for the session's life
    session         uuid not null,
    seq             bigint not null,
    version         bigint not null,
    organisation    uuid not null,
    type            text not null,
    type_version    smallint not null,
    turn            uuid,
    step            integer,
    time            bigint not null,              -- ms
    payload         bytea not null,               -- canonical JSON
    primary key (session, seq),
    unique (session, version)
);
create table perdure.delta (                      -- pieces of output; kept for a while
    session         uuid not null,
    seq             bigint not null,
    version         bigint not null,              -- of the last fact before it
    organisation    uuid not null,
    type            text not null,
    type_version    smallint not null,
    turn            uuid not null,
    time            bigint not null,
    payload         bytea not null,
    primary key (session, seq, time)
) partition by range (time);
-- Takes what no partition was made for, so that an append never fails for want of one.
create table perdure.delta_default partition of perdure.delta default;
grant select, insert on perdure.event, perdure.delta to perdure_engine;
grant select, delete on perdure.event, perdure.delta to perdure_api;

--changeset perdure:turn splitStatements:false
create table perdure.turn (
    id              uuid primary key,
    session         uuid not null,
    organisation    uuid not null,
    place           bigint not null generated always as identity,   -- rises within a session
    ord             bigint not null,              -- seq of the first record of the append that made it due
    state           smallint not null,            -- 0 ready, 1 owned, 3 parked, 4 done
    owner           integer,                      -- incarnation; of owned turns only
    attempt         integer not null,             -- how often it was claimed
    claim           bigint,                       -- number of the call that claimed it; null when claimed at birth
    wake_at         bigint,                       -- ms; of parked turns that wake by themselves
    idem_key        bytea not null,               -- SHA-256 of the idempotency key
    constraint turn_idem_key unique (session, idem_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index turn_ready on perdure.turn (place) where state = 0;
create index turn_open on perdure.turn (session, place) where state <> 4;
create index turn_owned on perdure.turn (owner) where state = 1;
create index turn_sleeping on perdure.turn (wake_at) where state = 3;
grant select, insert, update on perdure.turn to perdure_engine;
grant select, delete on perdure.turn to perdure_api;

--changeset perdure:agent splitStatements:false
create table perdure.agent (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    slug            text not null,
    version         integer not null,
    active          boolean not null,
    search          text not null,                -- slug, name and description in lower case
    created_at      bigint not null,              -- ns
    updated_at      bigint not null               -- ns
);
create unique index agent_active_slug on perdure.agent (organisation, slug) where active;
create index agent_newest on perdure.agent (organisation, created_at desc, place desc);
create table perdure.agent_version (
    agent           uuid not null,
    version         integer not null,
    organisation    uuid not null,
    settings        bytea not null,               -- canonical JSON
    primary key (agent, version)
);
grant select, insert, update on perdure.agent to perdure_api;
grant select, insert on perdure.agent_version to perdure_api;

--changeset perdure:tenants splitStatements:false
do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['session', 'session_entry', 'event', 'delta', 'turn', 'agent', 'agent_version']
    loop
        execute format('alter table perdure.%I enable row level security', tenant_table);
        execute format('alter table perdure.%I force row level security', tenant_table);
        execute format(
            'create policy one_organisation on perdure.%I to perdure_api'
            || ' using (organisation = (select perdure.current_organisation()))'
            || ' with check (organisation = (select perdure.current_organisation()))', tenant_table);
    end loop;
end $$;
create policy engine_heads on perdure.session to perdure_engine using (true) with check (true);
create policy engine_entries on perdure.session_entry to perdure_engine using (true) with check (true);
create policy engine_facts on perdure.event to perdure_engine using (true) with check (true);
create policy engine_deltas on perdure.delta to perdure_engine using (true) with check (true);
create policy engine_turns on perdure.turn to perdure_engine using (true) with check (true);

--changeset perdure:delta-partitions splitStatements:false
-- The engine's role owns no table, so what it needs to do to partitions it does through these two.
create function perdure.add_delta_partition(from_ms bigint, to_ms bigint) returns boolean
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare
    partition text := 'delta_' || to_char(to_timestamp(from_ms / 1000.0) at time zone 'UTC', 'YYYYMMDD_HH24MI');
begin
    perform pg_advisory_xact_lock(1346720324, 0);
    if to_regclass('perdure.' || partition) is not null then
        return false;
    end if;
    execute format('create table perdure.%I (like perdure.delta including all)', partition);
    execute format('alter table perdure.delta attach partition perdure.%I for values from (%s) to (%s)',
        partition, from_ms, to_ms);
    return true;
end $$;
-- Drops the partitions that end at or before before_ms and hold nothing of the turns named; answers how many.
create function perdure.drop_delta_partitions(before_ms bigint, sessions uuid[], turns uuid[]) returns integer
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '300ms' as $$
declare
    partition text;
    needed boolean;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(1346720324, 0);
    for partition in
        select c.relname
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'perdure.delta'::regclass and c.relname <> 'delta_default'
            and substring(pg_get_expr(c.relpartbound, c.oid) from $r$TO \('?(\d+)'?\)$r$)::bigint <= before_ms
        order by c.relname
    loop
        execute format(
            'select exists (select from perdure.%I d join unnest($1, $2) o(session, turn)'
            || ' on d.session = o.session and d.turn = o.turn)', partition)
            into needed using sessions, turns;
        if not needed then
            execute format('drop table perdure.%I', partition);
            dropped := dropped + 1;
        end if;
    end loop;
    delete from perdure.delta_default where time < before_ms and not turn = any (turns);
    return dropped;
end $$;
revoke all on function perdure.add_delta_partition(bigint, bigint) from public;
revoke all on function perdure.drop_delta_partitions(bigint, uuid[], uuid[]) from public;
grant execute on function perdure.add_delta_partition(bigint, bigint) to perdure_engine;
grant execute on function perdure.drop_delta_partitions(bigint, uuid[], uuid[]) to perdure_engine;

--changeset perdure:delta-partitions-one-by-one splitStatements:false
-- A partition takes over what stands in the default one for its time: else it could never be attached.
-- The default one is locked first, so that nothing is added to it in between.
create or replace function perdure.add_delta_partition(from_ms bigint, to_ms bigint) returns boolean
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '500ms' as $$
declare
    partition text := 'delta_' || to_char(to_timestamp(from_ms / 1000.0) at time zone 'UTC', 'YYYYMMDD_HH24MI');
begin
    perform pg_advisory_xact_lock(1346720324, 0);
    if to_regclass('perdure.' || partition) is not null then
        return false;
    end if;
    execute format('create table perdure.%I (like perdure.delta including all)', partition);
    lock table perdure.delta_default in access exclusive mode;
    execute format(
        'with moved as (delete from perdure.delta_default where time >= $1 and time < $2 returning *)'
        || ' insert into perdure.%I select * from moved', partition)
        using from_ms, to_ms;
    execute format('alter table perdure.delta attach partition perdure.%I for values from (%s) to (%s)',
        partition, from_ms, to_ms);
    return true;
end $$;
-- Drops a partition of deltas that ends at or before before_ms and holds nothing of the turns named; answers
-- whether it did. One partition for each transaction, looked through before anything is locked: a drop locks
-- the whole table until its transaction ends.
create function perdure.drop_delta_partition(partition text, before_ms bigint, sessions uuid[], turns uuid[])
    returns boolean
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '300ms' as $$
declare
    needed boolean;
begin
    perform pg_advisory_xact_lock(1346720324, 0);
    perform from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'perdure.delta'::regclass and c.relname = partition and c.relname <> 'delta_default'
            and substring(pg_get_expr(c.relpartbound, c.oid) from $r$TO \('?(\d+)'?\)$r$)::bigint <= before_ms;
    if not found then
        return false;
    end if;
    execute format(
        'select exists (select from perdure.%I d join unnest($1, $2) o(session, turn)'
        || ' on d.session = o.session and d.turn = o.turn)', partition)
        into needed using sessions, turns;
    if needed then
        return false;
    end if;
    execute format('drop table perdure.%I', partition);
    return true;
end $$;
-- The same for what no partition was made for; answers how many deltas are gone.
create function perdure.forget_default_deltas(before_ms bigint, turns uuid[]) returns bigint
    language plpgsql security definer set search_path = pg_catalog set lock_timeout = '300ms' as $$
declare
    forgotten bigint;
begin
    delete from perdure.delta_default where time < before_ms and not turn = any (turns);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;
drop function perdure.drop_delta_partitions(bigint, uuid[], uuid[]);
revoke all on function perdure.drop_delta_partition(text, bigint, uuid[], uuid[]) from public;
revoke all on function perdure.forget_default_deltas(bigint, uuid[]) from public;
grant execute on function perdure.drop_delta_partition(text, bigint, uuid[], uuid[]) to perdure_engine;
grant execute on function perdure.forget_default_deltas(bigint, uuid[]) to perdure_engine;

--changeset perdure:delivery splitStatements:false
-- How far the readers of a session came. Apart from its head, so that a reader never keeps a flush waiting.
alter table perdure.session drop column delivered_version;
create table perdure.delivery (
    session         uuid primary key,
    organisation    uuid not null,
    version         bigint not null               -- of the last end of a turn that a reader was handed
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
grant select, insert, update, delete on perdure.delivery to perdure_api;
alter table perdure.delivery enable row level security;
alter table perdure.delivery force row level security;
create policy one_organisation on perdure.delivery to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:removal splitStatements:false
-- Sessions whose head is deleted and whose records and turns are not yet, or not all. Their ids are taken.
create table perdure.removal (
    session         uuid primary key,
    organisation    uuid not null
);
alter table perdure.removal enable row level security;
alter table perdure.removal force row level security;
create policy one_organisation on perdure.removal to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));
create policy engine_removals on perdure.removal to perdure_engine using (true);
grant select on perdure.removal to perdure_engine;
grant select, insert, update, delete on perdure.removal to perdure_api;

--changeset perdure:turn-behind splitStatements:false
-- State 2 is that of an open turn behind another one of its session: a claim does not have to pass over it.
create index turn_behind on perdure.turn (session) where state = 2;

--changeset perdure:settings-changed splitStatements:false
-- What lists show of a session can change, in the flush that writes the fact.
grant update on perdure.session_entry to perdure_engine;

--changeset perdure:claimed-in-vain splitStatements:false
-- The version of the session when the turn was claimed last: attempt counts the claims since it changed.
alter table perdure.turn add column claimed_version bigint;

--changeset perdure:node-locked splitStatements:false
-- Whether the node holds its lock: where it cannot, its end is told by the lease alone.
alter table perdure.node add column locked boolean not null default true;

--changeset perdure:provider splitStatements:false
-- Providers of models. A key is encrypted under a key of its own, and that one under a master key that is
-- not in the database.
create table perdure.provider (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    slug            text not null,
    version         integer not null,
    settings        bytea not null,               -- canonical JSON, without the key
    master_key      text,                         -- id of the master key that opens wrapped_key
    wrapped_key     text,                         -- Base64
    sealed_key      text,                         -- Base64
    created_at      bigint not null,              -- ns
    updated_at      bigint not null               -- ns
);
create unique index provider_slug on perdure.provider (organisation, slug);
grant select, insert, update, delete on perdure.provider to perdure_api;
alter table perdure.provider enable row level security;
alter table perdure.provider force row level security;
create policy one_organisation on perdure.provider to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:snapshot splitStatements:false
-- The latest snapshot of a long session: what a fold of its facts begins with. Nothing else depends on it.
create table perdure.snapshot (
    session         uuid primary key,
    organisation    uuid not null,
    version         bigint not null,              -- of the last fact that went into it
    form            smallint not null,            -- of the payload; one that is unknown is as good as none
    payload         bytea not null                -- canonical JSON
);
grant select, insert, update, delete on perdure.snapshot to perdure_api;
alter table perdure.snapshot enable row level security;
alter table perdure.snapshot force row level security;
create policy one_organisation on perdure.snapshot to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:circuit splitStatements:false
-- Accounts of providers that the nodes leave alone. Few rows, written when one opens or closes.
create table perdure.circuit (
    organisation    uuid not null,
    account         text not null,
    until           bigint not null,              -- ms
    times           integer not null,             -- in a row
    last            text not null,                -- the kind of the last failure
    found_out       boolean not null,             -- whether a call is under way that finds out
    primary key (organisation, account)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
grant select, insert, update, delete on perdure.circuit to perdure_api;
alter table perdure.circuit enable row level security;
alter table perdure.circuit force row level security;
create policy one_organisation on perdure.circuit to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:budget splitStatements:false
-- What may be spent on models, and what is. A call reserves before it begins, in one transaction over all
-- budgets that concern it, locked in the order of their ids.
create table perdure.budget (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    subject         uuid not null,                -- of whatever kind
    terms           bytea not null,               -- canonical JSON
    credit          numeric not null,
    spent           numeric not null,             -- in this period
    reserved        numeric not null,             -- the open lines of the ledger
    since           bigint not null,              -- ns
    warned          boolean not null,
    created_at      bigint not null,              -- ns
    updated_at      bigint not null               -- ns
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
create index budget_subject on perdure.budget (organisation, subject);
-- The ledgers. A line without an amount is a reservation, which lives as long as the claim it was made under.
create table perdure.budget_entry (
    id              uuid primary key,
    organisation    uuid not null,
    budget          uuid not null references perdure.budget (id) on delete cascade,
    place           bigint not null generated always as identity,
    session         uuid,
    turn            uuid,
    step            integer,
    attempt         integer,
    purpose         text,
    epoch           bigint,
    reserved        numeric,
    amount          numeric,                      -- null while it is reserved
    source          text not null,
    description     text not null,
    time            bigint not null,              -- ns
    constraint budget_entry_call unique (turn, step, attempt, purpose, budget)
);
create index budget_entry_of on perdure.budget_entry (budget, place desc);
create index budget_entry_open on perdure.budget_entry (organisation) where amount is null;
-- The sessions whose turns wait for a budget: a hint of whom to wake, they look by themselves as well.
create table perdure.budget_held (
    budget          uuid not null references perdure.budget (id) on delete cascade,
    session         uuid not null,
    organisation    uuid not null,
    primary key (budget, session)
);
grant select, insert, update, delete on perdure.budget, perdure.budget_entry, perdure.budget_held to perdure_api;
alter table perdure.budget enable row level security;
alter table perdure.budget force row level security;
create policy one_organisation on perdure.budget to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));
alter table perdure.budget_entry enable row level security;
alter table perdure.budget_entry force row level security;
create policy one_organisation on perdure.budget_entry to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));
alter table perdure.budget_held enable row level security;
alter table perdure.budget_held force row level security;
create policy one_organisation on perdure.budget_held to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:spent splitStatements:false
-- What calls of models came to, without a walk through the log: an entry for each turn and for each answer.
create index event_spent on perdure.event (organisation, type, time)
    where type in ('session.idled', 'generation.recorded');

--changeset perdure:files splitStatements:false
-- Workspaces that sessions share. A session's own workspace has the id of the session and no row here.
create table perdure.workspace (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    name            text collate "C" not null,
    description     text not null,
    created_at      bigint not null,              -- ns
    updated_at      bigint not null,              -- ns
    archived_at     bigint                        -- ns; null while it is in use
);
create unique index workspace_name on perdure.workspace (organisation, name) where archived_at is null;
-- What each area of a workspace holds now. Whoever writes locks the row first.
create table perdure.file_space (
    organisation    uuid not null,
    workspace       uuid not null,
    area            smallint not null,            -- 0 files, 1 values
    revision        bigint not null,              -- of the last write
    entries         bigint not null,              -- files and directories
    bytes           bigint not null,              -- of the files
    primary key (organisation, workspace, area)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
-- Contents, each once in an organisation.
create table perdure.file_blob (
    organisation    uuid not null,
    hash            bytea not null,               -- SHA-256
    uses            bigint not null,              -- versions that have this content
    content         bytea not null,
    primary key (organisation, hash)
);
create index file_blob_unused on perdure.file_blob (organisation) where uses = 0;
-- Everything that ever was at a path. A version is written once; what takes its place is noted in it.
create table perdure.file_version (
    organisation    uuid not null,
    workspace       uuid not null,
    area            smallint not null,
    path            text collate "C" not null,
    revision        bigint not null,              -- rises with each write of the area
    parent          text collate "C" not null,
    kind            smallint not null,            -- 0 file, 1 directory, 2 nothing any more
    hash            bytea,                        -- of files
    read_only       boolean not null,
    size            bigint not null,
    created_at      bigint not null,              -- ns
    time            bigint not null,              -- ns
    written         bigint not null,              -- version of the session then; 0 in a shared workspace
    replaced        bigint,                       -- the same of what took its place; null while nothing did
    session         uuid,                         -- who wrote it
    turn            uuid,
    idem_key        text,
    primary key (organisation, workspace, area, path, revision)
);
create unique index file_current on perdure.file_version (organisation, workspace, area, path)
    where replaced is null;
create index file_children on perdure.file_version (organisation, workspace, area, parent, path)
    where replaced is null;
create unique index file_key on perdure.file_version (organisation, workspace, area, idem_key)
    where idem_key is not null;
grant select, insert, update, delete
    on perdure.workspace, perdure.file_space, perdure.file_blob, perdure.file_version to perdure_api;
do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['workspace', 'file_space', 'file_blob', 'file_version']
    loop
        execute format('alter table perdure.%I enable row level security', tenant_table);
        execute format('alter table perdure.%I force row level security', tenant_table);
        execute format(
            'create policy one_organisation on perdure.%I to perdure_api'
            || ' using (organisation = (select perdure.current_organisation()))'
            || ' with check (organisation = (select perdure.current_organisation()))', tenant_table);
    end loop;
end $$;

--changeset perdure:schedule splitStatements:false
-- Messages that sessions are to be sent. The engine's role looks for what is due, and sees nothing but when.
create table perdure.schedule (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    session         uuid not null,
    terms           bytea not null,               -- canonical JSON
    status          text not null,
    next_at         bigint,                       -- ms
    firing_at       bigint,                       -- ms; the slot whose message is being sent
    due_at          bigint,                       -- ms; when somebody has to look
    held_until      bigint not null,              -- ms; until then somebody looks
    runs            integer not null,
    missed          bigint not null,
    last_at         bigint,                       -- ms
    version         integer not null,
    created_at      bigint not null,              -- ns
    updated_at      bigint not null               -- ns
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
create index schedule_due on perdure.schedule (due_at) where due_at is not null;
create index schedule_of_session on perdure.schedule (session);
create index schedule_newest on perdure.schedule (organisation, place desc);
-- The ledgers: what became of each slot that was looked at.
create table perdure.schedule_slot (
    schedule        uuid not null references perdure.schedule (id) on delete cascade,
    slot            bigint not null,              -- ms
    organisation    uuid not null,
    outcome         text not null,
    decided_at      bigint not null,              -- ns
    primary key (schedule, slot)
);
grant select, insert, update, delete on perdure.schedule, perdure.schedule_slot to perdure_api;
grant select (id, organisation, due_at, held_until), update (held_until) on perdure.schedule to perdure_engine;
alter table perdure.schedule enable row level security;
alter table perdure.schedule force row level security;
create policy one_organisation on perdure.schedule to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));
create policy engine_schedules on perdure.schedule to perdure_engine using (true) with check (true);
alter table perdure.schedule_slot enable row level security;
alter table perdure.schedule_slot force row level security;
create policy one_organisation on perdure.schedule_slot to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:tool-server splitStatements:false
-- Servers of tools. Their headers are encrypted as the keys of providers are.
create table perdure.tool_server (
    id              uuid primary key,
    organisation    uuid not null,
    place           bigint not null generated always as identity,
    name            text not null,
    version         integer not null,
    settings        bytea not null,               -- canonical JSON, without the headers
    master_key      text,                         -- id of the master key that opens wrapped_key
    wrapped_key     text,                         -- Base64
    sealed_headers  text,                         -- Base64
    created_at      bigint not null,              -- ns
    updated_at      bigint not null               -- ns
);
create unique index tool_server_name on perdure.tool_server (organisation, name);
grant select, insert, update, delete on perdure.tool_server to perdure_api;
alter table perdure.tool_server enable row level security;
alter table perdure.tool_server force row level security;
create policy one_organisation on perdure.tool_server to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:approval splitStatements:false
-- The turns at rest of an organisation: those of them that wait for somebody are few among its sessions.
create index turn_parked on perdure.turn (organisation, session) where state = 3;

--changeset perdure:session-secret splitStatements:false
-- What sessions were given for their tools to use by name, encrypted as the keys of providers are.
create table perdure.session_secret (
    organisation    uuid not null,
    session         uuid not null,
    name            text collate "C" not null,
    master_key      text not null,                -- id of the master key that opens wrapped_key
    wrapped_key     text not null,                -- Base64
    sealed          text not null,                -- Base64
    created_at      bigint not null,              -- ns
    updated_at      bigint not null,              -- ns
    primary key (organisation, session, name)
);
grant select, insert, update, delete on perdure.session_secret to perdure_api;
alter table perdure.session_secret enable row level security;
alter table perdure.session_secret force row level security;
create policy one_organisation on perdure.session_secret to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));

--changeset perdure:memory splitStatements:false
-- What agents remember beyond their sessions. The words are made by the program, the same for every language.
create table perdure.memory_entry (
    organisation    uuid not null,
    kind            smallint not null,            -- 0 of the organisation, 1 of an agent
    owner           uuid not null,                -- the organisation or the agent
    name            text collate "C" not null,
    text            text not null,
    words           text[] not null,              -- of name and text, each once
    version         integer not null,
    session         uuid,                         -- who wrote it last
    turn            uuid,
    idem_key        text,
    created_at      bigint not null,              -- ns
    updated_at      bigint not null,              -- ns
    primary key (organisation, kind, owner, name)
);
create index memory_words on perdure.memory_entry using gin (words);
grant select, insert, update, delete on perdure.memory_entry to perdure_api;
alter table perdure.memory_entry enable row level security;
alter table perdure.memory_entry force row level security;
create policy one_organisation on perdure.memory_entry to perdure_api
    using (organisation = (select perdure.current_organisation()))
    with check (organisation = (select perdure.current_organisation()));
