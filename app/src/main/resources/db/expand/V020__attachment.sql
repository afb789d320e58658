-- What comes with events and from people: files, and what somebody wrote. Partitions as the events have, of the same
-- days; they come and go with them. Ingest writes into the leaves and reads there no more than ids; people come through
-- the parents, which have a policy.

-- A file that came with an event. The event may come later, or never.
create table attachment (
    tenant_id     text        not null,
    project_id    bigint      not null,
    event_id      uuid        not null,
    attachment_id uuid        not null,
    received_at   timestamptz not null,
    name          text        not null,
    kind          text        not null,
    content_type  text,
    size          bigint      not null check (size >= 0),
    sha256        bytea       not null check (length(sha256) = 32),
    -- Of what is a picture by its first bytes: whether a small one is to be made, is made, or is not to be had.
    picture       text        check (picture in ('WAITING', 'SMALL', 'WHOLE', 'UNDRAWABLE')),
    -- The small one, a PNG that we wrote, or why there is none.
    thumbnail     bytea,
    undrawable    text
) partition by range (received_at);
alter table attachment alter column thumbnail set storage external;
create index attachment_waiting on attachment (tenant_id, received_at) where picture = 'WAITING';
call tenant_table('attachment');
grant select, delete, update (picture, thumbnail, undrawable) on attachment to ${app};

-- Door: the tenants of whose latest pictures small ones are to be made. It steps from tenant to tenant through the index,
-- however much waits in one of them.
create function door_pictures(since timestamptz, most integer) returns setof text
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query
    with recursive holder as (
        (select a.tenant_id from attachment a where a.picture = 'WAITING' and a.received_at >= since
         order by a.tenant_id limit 1)
        union all
        select n.tenant_id from holder h cross join lateral (
            select a.tenant_id from attachment a
            where a.picture = 'WAITING' and a.received_at >= since and a.tenant_id > h.tenant_id
            order by a.tenant_id limit 1) n
    )
    select tenant_id from holder order by random() limit most;
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_pictures(timestamptz, integer) from public;
grant execute on function door_pictures(timestamptz, integer) to ${app};

-- Its bytes, in pieces of a quarter of a mebibyte.
create table attachment_chunk (
    tenant_id     text        not null,
    attachment_id uuid        not null,
    received_at   timestamptz not null,
    number        integer     not null check (number >= 0),
    bytes         bytea       not null
) partition by range (received_at);
create index attachment_chunk_number on attachment_chunk (tenant_id, attachment_id, number);
call tenant_table('attachment_chunk');
grant select, delete on attachment_chunk to ${app};

-- What a person wrote about an event, or about anything.
create table feedback (
    tenant_id   text        not null,
    project_id  bigint      not null,
    feedback_id uuid        not null,
    event_id    uuid,
    received_at timestamptz not null,
    message     text        not null check (length(message) <= 4096),
    name        text,
    email       text,
    url         text,
    environment text,
    release     text
) partition by range (received_at);
create index feedback_newest on feedback (tenant_id, project_id, received_at desc, feedback_id desc);
create index feedback_event on feedback (tenant_id, project_id, event_id);
call tenant_table('feedback');
grant select, insert, delete on feedback to ${app};

-- Makes the leaves of one day, at most two weeks ahead; does nothing for those that are there.
create or replace function event_partition_create(day date) returns text
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    suffix text := '_' || to_char(day, 'YYYYMMDD');
    leaf text := 'event' || suffix;
    today date := (now() at time zone 'UTC')::date;
    family text;
begin
    if day not between today - 1 and today + 14 then
        raise exception 'event partitions are made for yesterday up to two weeks ahead, not for %', day;
    end if;
    perform pg_advisory_xact_lock(hashtext('tocsin.event_partition'));
    foreach family in array array['event', 'attachment', 'attachment_chunk', 'feedback'] loop
        if to_regclass('public.' || family || suffix) is null then
            execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', family || suffix,
                case family when 'event' then 'event_recent' else family end, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
            execute format('grant insert on public.%I to %I', family || suffix, '${ingest}');
            case family
            when 'event' then
                execute format('alter table public.%I alter column payload set storage external', leaf);
                execute format('create unique index %I on public.%I (tenant_id, project_id, event_id)',
                    leaf || '_event_id', leaf);
                execute format('grant select (tenant_id, project_id, event_id) on public.%I to %I', leaf, '${ingest}');
            when 'attachment' then
                execute format('create unique index %I on public.%I (tenant_id, project_id, event_id, attachment_id)',
                    'attachment' || suffix || '_id', 'attachment' || suffix);
                execute format('grant select (tenant_id, project_id, event_id, attachment_id) on public.%I to %I',
                    'attachment' || suffix, '${ingest}');
            when 'feedback' then
                execute format('create unique index %I on public.%I (tenant_id, project_id, feedback_id)',
                    'feedback' || suffix || '_id', 'feedback' || suffix);
                execute format('grant select (tenant_id, project_id, feedback_id) on public.%I to %I',
                    'feedback' || suffix, '${ingest}');
            else
                null;
            end case;
        end if;
    end loop;
    return leaf;
end
$$;

-- Drops the leaves of one day, at the earliest two days after it: nothing that may still be written to or deduplicated by.
create or replace function event_partition_drop(day date) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    suffix text := '_' || to_char(day, 'YYYYMMDD');
    today date := (now() at time zone 'UTC')::date;
    family text;
begin
    if day > today - 2 then
        raise exception 'the event partition of % is still in use', day;
    end if;
    if to_regclass('public.event' || suffix) is null then
        return false;
    end if;
    foreach family in array array['attachment_chunk', 'attachment', 'feedback', 'event'] loop
        execute format('drop table if exists public.%I', family || suffix);
    end loop;
    return true;
end
$$;

select event_partition_create(day) from event_partitions() day where day >= (now() at time zone 'UTC')::date - 1;
