-- How many events a project keeps; empty where the instance's default holds.
alter table project add column events_most bigint check (events_most between 1 and 1000000000000);

-- Door: the projects for which there is such a limit.
create function door_event_limits(by_default bigint) returns table (tenant_id text, project_id bigint, most bigint)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select p.tenant_id, p.id, coalesce(p.events_most, by_default) from project p
        where p.deleted_at is null and coalesce(p.events_most, by_default) is not null
        order by p.tenant_id, p.id;
    perform set_config('tocsin.door', '', true);
end
$$;

-- Looks at the next so many of a project's events of one day and lets those go that were received before that time, with
-- their files and words, after what is worth keeping of their issues has moved. Answers the last that it looked at, or
-- null when there were no more, and how many went.
create function event_evict(project bigint, wanted date, before timestamptz, after uuid, most integer)
    returns table (last uuid, gone bigint)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    tenant text := current_tenant();
    leaf regclass := event_leaf_of(wanted);
    ids uuid[];
    issues bigint[];
begin
    if tenant is null or before > now() - interval '59 minutes' then
        raise exception 'only for one tenant, and nothing that may still be on its way';
    end if;
    gone := 0;
    if leaf is null then
        return next;
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('tocsin.retention'));
    execute format($q$
        select array_agg(event_id order by event_id), array_agg(distinct issue_id) filter (where received_at < $4)
        from (select event_id, issue_id, received_at from %s
              where tenant_id = $1 and project_id = $2 and event_id > $3 order by event_id limit $5) some_of$q$, leaf)
    into ids, issues using tenant, project, after, before, most;
    last := ids[cardinality(ids)];
    if issues is null then
        return next;
        return;
    end if;
    perform set_config('tocsin.door', 'open', true);
    perform event_keep(leaf, array_fill(tenant, array[cardinality(issues)]), issues, before);
    execute format($q$
        with went as (
            delete from %s where tenant_id = $1 and project_id = $2 and event_id = any($3) and received_at < $4
            returning event_id),
        remembered as (
            insert into event_gone (tenant_id, project_id, event_id, day)
            select $1, $2, event_id, $7 from went where $7 >= (now() at time zone 'UTC')::date - 1
            on conflict do nothing),
        files as (
            delete from attachment a using went w
            where a.tenant_id = $1 and a.project_id = $2 and a.event_id = w.event_id
              and a.received_at >= $5 and a.received_at < $6
            returning a.attachment_id, a.received_at),
        chunks as (
            delete from attachment_chunk c using files f
            where c.tenant_id = $1 and c.attachment_id = f.attachment_id and c.received_at = f.received_at),
        words as (
            delete from feedback b using went w
            where b.tenant_id = $1 and b.project_id = $2 and b.event_id = w.event_id
              and b.received_at >= $5 and b.received_at < $6)
        select count(*) from went$q$, leaf)
    into gone using tenant, project, ids, before, (wanted - 1)::timestamp at time zone 'UTC',
        (wanted + 2)::timestamp at time zone 'UTC', wanted;
    if gone > 0 then
        insert into event_day as d (tenant_id, project_id, day, gone, reason, gone_at)
        values (tenant, project, wanted, event_evict.gone, 'COUNT', now())
        on conflict (tenant_id, project_id, day) do update set events = greatest(0, d.events - excluded.gone),
            gone = d.gone + excluded.gone, reason = 'COUNT', gone_at = now();
    end if;
    perform set_config('tocsin.door', '', true);
    return next;
end
$$;
revoke all on function door_event_limits(bigint), event_evict(bigint, date, timestamptz, uuid, integer) from public;
grant execute on function door_event_limits(bigint), event_evict(bigint, date, timestamptz, uuid, integer) to ${app};
