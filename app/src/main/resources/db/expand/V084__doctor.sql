-- What the doctor asks of the whole instance. It counts, and tells nothing of what is in a tenant's rows.

-- Door: what waits to be counted and to be sent, no further than so many of each, and for how many seconds the oldest has.
-- A delivery is late that nobody sends though it is due; one is tried in vain whose target did not take it three times.
create function door_backlog(most integer) returns table (
        batches bigint, batches_seconds bigint, facts bigint, facts_seconds bigint,
        late bigint, late_seconds bigint, vain bigint, vain_seconds bigint)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    select count(*), coalesce(extract(epoch from now() - min(written_at)), 0)::bigint into batches, batches_seconds
    from (select written_at from count_journal limit most) waiting;
    select count(*), coalesce(extract(epoch from now() - min(happened_at)), 0)::bigint into facts, facts_seconds
    from (select happened_at from outbox limit most) waiting;
    select count(*) filter (where is_late), coalesce(extract(epoch from now() - min(due_at) filter (where is_late)), 0)::bigint,
           count(*) filter (where is_vain), coalesce(extract(epoch from now() - min(queued_at) filter (where is_vain)), 0)::bigint
    into late, late_seconds, vain, vain_seconds
    from (select d.due_at, d.queued_at, d.attempts >= 3 as is_vain,
                 d.due_at < now() and (f.id is null or f.status = 'ACTIVE' and (f.retry_at is null or f.retry_at <= now()))
                     as is_late
          from delivery d left join forward f on f.tenant_id = d.tenant_id and f.id = d.target
          where d.state = 'WAITING' and f.deleted_at is null
          limit most) waiting;
    perform set_config('tocsin.door', '', true);
    return next;
end
$$;

-- The statements that run for so many seconds now, or hold a transaction open and do nothing, the longest first; as far as
-- whoever asks may see them.
create function doctor_own_activity(seconds integer)
    returns table (lasts bigint, state text, waits_for text, query text)
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select extract(epoch from clock_timestamp() - since)::bigint, a.state, coalesce(a.wait_event_type, ''), a.query
    from (select *, case when state like 'idle in transaction%' then state_change else query_start end as since
          from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            and state <> 'idle') a
    where since <= clock_timestamp() - make_interval(secs => seconds)
    order by 1 desc limit 5
$$;

-- The same as far as the schema's owner may see them: where there is one login, that is all of them.
create function doctor_activity(seconds integer) returns table (lasts bigint, state text, waits_for text, query text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select * from doctor_own_activity(seconds)
$$;

-- The statements that take longest on average, without their values; nothing where pg_stat_statements is not there.
create function doctor_statements(milliseconds integer, least_calls bigint, most integer)
    returns table (mean_millis bigint, calls bigint, query text)
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if to_regclass('pg_stat_statements') is null then
        return;
    end if;
    return query execute $q$
        select s.mean_exec_time::bigint, s.calls, s.query
        from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = current_database() and s.toplevel and s.mean_exec_time >= $1 and s.calls >= $2
          and s.query ~* '^\s*(with|select|insert|update|delete)\s'
        order by s.mean_exec_time * s.calls desc limit $3$q$ using milliseconds, least_calls, most;
exception
    -- Installed, but not loaded, or somebody else's.
    when object_not_in_prerequisite_state or insufficient_privilege or undefined_column then
        return;
end
$$;

revoke all on function door_backlog(integer), doctor_own_activity(integer), doctor_activity(integer),
    doctor_statements(integer, bigint, integer) from public;
grant execute on function door_backlog(integer), doctor_own_activity(integer), doctor_activity(integer),
    doctor_statements(integer, bigint, integer)
    to ${app};
