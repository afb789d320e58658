-- How events go: day by day, after the few of each issue that are worth keeping have moved to a partition that stays.

-- A day's leaves, from when the day is over: how much was in them, and how far its end has come. Belongs to the instance.
create table event_leaf (
    day              date        primary key,
    -- As far as projects were counted; all of them when counted_at is there.
    counted_tenant   text        not null default '',
    counted_project  bigint      not null default 0,
    counted_at       timestamptz,
    events           bigint      not null default 0,
    bytes            bigint      not null default 0,
    -- As far as issues were looked through for what is worth keeping.
    reason           text        check (reason in ('AGE', 'BUDGET')),
    searched_tenant  text        not null default '',
    searched_issue   bigint      not null default 0,
    searched_at      timestamptz,
    kept             bigint      not null default 0,
    dropped_at       timestamptz
);
grant select on event_leaf to ${app};

-- What a project has of a day that is over, and what it had.
create table event_day (
    tenant_id  text        not null,
    project_id bigint      not null,
    day        date        not null,
    -- In the day's leaf; those that moved to the kept ones are no longer among them.
    events     bigint      not null default 0 check (events >= 0),
    gone       bigint      not null default 0 check (gone >= 0),
    reason     text        check (reason in ('AGE', 'BUDGET', 'COUNT')),
    gone_at    timestamptz,
    primary key (tenant_id, project_id, day),
    foreign key (tenant_id, project_id) references project on delete cascade
);
create index event_day_day on event_day (day);
call tenant_table('event_day');
grant select, update on event_day to ${app};

-- The ids of today's and yesterday's events that went from their leaves, by which repetitions are told.
create table event_gone (
    tenant_id  text   not null,
    project_id bigint not null,
    event_id   uuid   not null,
    day        date   not null,
    primary key (tenant_id, project_id, event_id),
    foreign key (tenant_id, project_id) references project on delete cascade
);
create index event_gone_day on event_gone (day);
call tenant_table('event_gone', true);
grant select on event_gone to ${ingest};

-- Forgets some of the ids of days before yesterday and says how many.
create function event_gone_forget(most integer) returns bigint
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    forgotten bigint;
begin
    perform set_config('tocsin.door', 'open', true);
    delete from event_gone where ctid = any(array(
        select ctid from event_gone where day < (now() at time zone 'UTC')::date - 1 limit most));
    get diagnostics forgotten = row_count;
    perform set_config('tocsin.door', '', true);
    return forgotten;
end
$$;
revoke all on function event_gone_forget(integer) from public;
grant execute on function event_gone_forget(integer) to ${app};

-- The leaf of a day, if there is one.
create function event_leaf_of(day date) returns regclass
    language sql stable set search_path = pg_catalog, public, pg_temp
    return to_regclass('public.event_' || to_char(day, 'YYYYMMDD'));

-- Counts what the next so many projects have of a day that is over; true when that was all of them. One process at a time
-- does such work, and the others have nothing to do meanwhile.
create function event_leaf_count(wanted date, projects integer) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    leaf regclass := event_leaf_of(wanted);
    at event_leaf%rowtype;
    tenants text[];
    ids bigint[];
begin
    if wanted >= (now() at time zone 'UTC')::date then
        raise exception 'the day % is not over', wanted;
    end if;
    if leaf is null or not pg_try_advisory_xact_lock(hashtext('tocsin.retention')) then
        return true;
    end if;
    insert into event_leaf (day) values (wanted)
    on conflict (day) do update set counted_tenant = '', counted_project = 0, counted_at = null, events = 0,
        searched_tenant = '', searched_issue = 0, searched_at = null, kept = 0, dropped_at = null, reason = null
    -- A day that was dropped and is there again was restored from elsewhere.
    where event_leaf.dropped_at is not null;
    select * into at from event_leaf where day = wanted;
    if at.counted_at is not null then
        return true;
    end if;
    execute format($q$
        with recursive next (tenant_id, project_id, number) as (
            (select tenant_id, project_id, 1 from %1$s where (tenant_id, project_id) > ($1, $2)
             order by tenant_id, project_id limit 1)
            union all
            select n.tenant_id, n.project_id, next.number + 1
            from next cross join lateral (
                select tenant_id, project_id from %1$s
                where (tenant_id, project_id) > (next.tenant_id, next.project_id)
                order by tenant_id, project_id limit 1) n
            where next.number < $3)
        select array_agg(tenant_id order by number), array_agg(project_id order by number) from next$q$, leaf)
    into tenants, ids using at.counted_tenant, at.counted_project, projects;
    if ids is null then
        update event_leaf set counted_at = now(), bytes = pg_total_relation_size(leaf) where day = wanted;
        return true;
    end if;
    perform set_config('tocsin.door', 'open', true);
    execute format($q$
        with counted as (
            select w.tenant_id, w.project_id,
                   (select count(*) from %s e where e.tenant_id = w.tenant_id and e.project_id = w.project_id) as events
            from unnest($1, $2) as w(tenant_id, project_id)),
        written as (
            insert into event_day (tenant_id, project_id, day, events)
            select c.tenant_id, c.project_id, $3, c.events from counted c
            join project p on p.tenant_id = c.tenant_id and p.id = c.project_id
            on conflict (tenant_id, project_id, day) do update set events = excluded.events)
        update event_leaf set events = events + (select sum(events) from counted),
            counted_tenant = $1[cardinality($1)], counted_project = $2[cardinality($2)]
        where day = $3$q$, leaf)
    using tenants, ids, wanted;
    perform set_config('tocsin.door', '', true);
    return false;
end
$$;

-- Of these issues' events in a leaf, received before that time, moves the few that are worth keeping, and thins those that
-- were kept before: at most ten of an issue, the first and the newest that it ever had here, and a spread of others,
-- such of an environment and release of their own first, then evenly over time. It looks at the newest and
-- at the first of each 24th part of the time in which they came, so that an issue with a million events costs no more than one with twenty.
create function event_keep(leaf regclass, tenants text[], issues bigint[], until timestamptz) returns bigint
    language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    moved bigint;
begin
    execute format($q$
        with wanted as (
            select w.tenant_id, w.issue_id from unnest($1, $2) as w(tenant_id, issue_id)
            where exists (select from issue i where i.tenant_id = w.tenant_id and i.id = w.issue_id
                          and i.deleted_at is null)),
        candidate as (
            select c.*, false as kept
            from wanted w
            cross join lateral (
                select e.received_at as at from %1$s e
                where e.tenant_id = w.tenant_id and e.issue_id = w.issue_id and e.received_at < $3
                order by e.received_at, e.event_id limit 1) first
            cross join lateral (
                select e.received_at as at from %1$s e
                where e.tenant_id = w.tenant_id and e.issue_id = w.issue_id and e.received_at < $3
                order by e.received_at desc, e.event_id desc limit 1) last
            cross join lateral (
                (select e.tenant_id, e.project_id, e.issue_id, e.event_id, e.received_at, e.environment, e.release
                 from %1$s e where e.tenant_id = w.tenant_id and e.issue_id = w.issue_id and e.received_at < $3
                 order by e.received_at desc, e.event_id desc limit 1)
                union
                select part.* from generate_series(0, 23) number cross join lateral (
                    select e.tenant_id, e.project_id, e.issue_id, e.event_id, e.received_at, e.environment, e.release
                    from %1$s e where e.tenant_id = w.tenant_id and e.issue_id = w.issue_id and e.received_at < $3
                      and e.received_at >= first.at + number * (last.at - first.at) / 24
                    order by e.received_at, e.event_id limit 1) part) c
            union all
            select k.tenant_id, k.project_id, k.issue_id, k.event_id, k.received_at, k.environment, k.release, true
            from wanted w join event_kept k on k.tenant_id = w.tenant_id and k.issue_id = w.issue_id),
        placed as (
            select c.*,
                   row_number() over (upwards) = 1 or row_number() over (downwards) = 1 as is_end,
                   row_number() over (partition by tenant_id, issue_id, environment, release
                                      order by received_at, event_id) = 1 as is_other,
                   coalesce(floor(7.99 * extract(epoch from received_at - min(received_at) over (ofissue))
                       / nullif(extract(epoch from max(received_at) over (ofissue) - min(received_at) over (ofissue)), 0)),
                       0) as stretch
            from candidate c
            window ofissue as (partition by tenant_id, issue_id),
                   upwards as (partition by tenant_id, issue_id order by received_at, event_id),
                   downwards as (partition by tenant_id, issue_id order by received_at desc, event_id desc)),
        turned as (
            select p.*, row_number() over (partition by tenant_id, issue_id, is_end, is_other, stretch
                                           order by received_at, event_id) as turn
            from placed p),
        chosen as (
            select t.*, row_number() over (partition by tenant_id, issue_id
                order by is_end desc, is_other desc, turn, received_at desc, event_id) <= 10 as stays
            from turned t),
        moved as (
            delete from %1$s e using chosen c
            where c.stays and not c.kept and e.tenant_id = c.tenant_id and e.project_id = c.project_id
              and e.event_id = c.event_id
            returning e.*),
        thinned as (
            delete from event_kept k using chosen c
            where c.kept and not c.stays and k.tenant_id = c.tenant_id and k.project_id = c.project_id
              and k.event_id = c.event_id
            returning k.tenant_id, k.project_id, k.received_at),
        change as (
            select tenant_id, project_id, (received_at at time zone 'UTC')::date as day,
                   sum(went) as moved, sum(fell) as thinned
            from (select tenant_id, project_id, received_at, 1 as went, 0 as fell from moved
                  union all select tenant_id, project_id, received_at, 0, 1 from thinned) one
            group by 1, 2, 3),
        noted as (
            update event_day d set events = greatest(0, d.events - c.moved), gone = d.gone + c.thinned
            from change c where d.tenant_id = c.tenant_id and d.project_id = c.project_id and d.day = c.day),
        put as (
            insert into event_kept (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                                    environment, release, title, person, payload_format, kept, payload, key_hash,
                                    merged_from)
            select tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                   environment, release, title, person, payload_format, true, payload, key_hash, merged_from
            from moved
            -- An id that was used for two events; the one that was kept first stays.
            on conflict (tenant_id, project_id, event_id) do nothing),
        remembered as (
            insert into event_gone (tenant_id, project_id, event_id, day)
            select tenant_id, project_id, event_id, (received_at at time zone 'UTC')::date
            from moved where (received_at at time zone 'UTC')::date >= (now() at time zone 'UTC')::date - 1
            on conflict do nothing)
        select count(*) from moved$q$, leaf)
    into moved using tenants, issues, until;
    return moved;
end
$$;

-- Moves what is worth keeping of the day's next so many issues. True when that was all of them; null while another
-- process does such work. Each call is a piece of its own: whatever ends it, the next goes on behind it.
create function event_leaf_keep(wanted date, why text, most integer) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    leaf regclass := event_leaf_of(wanted);
    at event_leaf%rowtype;
    tenants text[];
    issues bigint[];
    moved bigint;
begin
    if wanted > (now() at time zone 'UTC')::date - 2 then
        raise exception 'the events of % are still in use', wanted;
    end if;
    if not pg_try_advisory_xact_lock(hashtext('tocsin.retention')) then
        return null;
    end if;
    select * into at from event_leaf where day = wanted and counted_at is not null;
    if leaf is null or not found then
        return null;
    end if;
    if at.searched_at is not null then
        return true;
    end if;
    execute format($q$
        with recursive next (tenant_id, issue_id, number) as (
            (select tenant_id, issue_id, 1 from %1$s where (tenant_id, issue_id) > ($1, $2)
             order by tenant_id, issue_id limit 1)
            union all
            select n.tenant_id, n.issue_id, next.number + 1
            from next cross join lateral (
                select tenant_id, issue_id from %1$s where (tenant_id, issue_id) > (next.tenant_id, next.issue_id)
                order by tenant_id, issue_id limit 1) n
            where next.number < $3)
        select array_agg(tenant_id order by number), array_agg(issue_id order by number) from next$q$, leaf)
    into tenants, issues using at.searched_tenant, at.searched_issue, most;
    if issues is null then
        update event_leaf set searched_at = now(), reason = why where day = wanted;
        return true;
    end if;
    perform set_config('tocsin.door', 'open', true);
    moved := event_keep(leaf, tenants, issues, 'infinity');
    perform set_config('tocsin.door', '', true);
    update event_leaf set kept = kept + moved, reason = why,
        searched_tenant = tenants[cardinality(tenants)], searched_issue = issues[cardinality(issues)]
    where day = wanted;
    return false;
end
$$;

-- Drops the leaves of a day whose events were all looked through; false when there is nothing to drop yet.
create function event_leaf_drop(wanted date) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not pg_try_advisory_xact_lock(hashtext('tocsin.retention')) then
        return false;
    end if;
    if not exists (select from event_leaf where day = wanted and searched_at is not null and dropped_at is null) then
        return false;
    end if;
    if not event_partition_drop(wanted) then
        return false;
    end if;
    perform set_config('tocsin.door', 'open', true);
    update event_day d set gone = d.gone + d.events, events = 0, reason = l.reason, gone_at = now()
    from event_leaf l where l.day = wanted and d.day = wanted;
    delete from event_day where day < wanted - 400;
    perform set_config('tocsin.door', '', true);
    update event_leaf set dropped_at = now() where day = wanted;
    return true;
end
$$;

-- What the leaves of each day take on disk, with indexes, and what is kept of days that are gone; that has no day.
create function event_sizes() returns table (day date, bytes bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select to_date(right(leaf.relname, 8), 'YYYYMMDD'), sum(pg_total_relation_size(leaf.oid))::bigint
    from pg_inherits i
    join pg_class leaf on leaf.oid = i.inhrelid
    where i.inhparent in ('public.event_recent'::regclass, 'public.attachment'::regclass,
                          'public.attachment_chunk'::regclass, 'public.feedback'::regclass)
    group by 1
    union all
    select null, pg_total_relation_size('public.event_kept')
    order by 1
$$;

revoke all on function event_leaf_count(date, integer), event_keep(regclass, text[], bigint[], timestamptz),
    event_leaf_keep(date, text, integer), event_leaf_drop(date), event_sizes() from public;
grant execute on function event_leaf_count(date, integer), event_leaf_keep(date, text, integer), event_leaf_drop(date),
    event_sizes() to ${app};

-- Whose turn it is to do such work: one process at a time, until it has not said so for five minutes.
create table retention_turn (
    one     boolean     primary key default true check (one),
    holder  uuid        not null,
    expires timestamptz not null
);
grant select, insert, update on retention_turn to ${app};
