-- What people delete is out of sight at once and removed behind their backs, a piece at a time, however many events it
-- has. Its own row goes last: as long as it is here there is something left to do.
alter table organization add column deleted_at timestamptz;
alter table project add column deleted_at timestamptz;
alter table issue add column deleted_at timestamptz;
create index organization_deleted on organization (tenant_id) where deleted_at is not null;
create index project_deleted on project (tenant_id, id) where deleted_at is not null;
create index issue_deleted on issue (tenant_id, id) where deleted_at is not null;

-- A deleted issue is found by no key.
grant delete on issue_key to ${app};

-- Door: for the job that removes them. Without a project it is the whole organization, without an issue the project.
create function door_deletions() returns table (tenant_id text, project_id bigint, issue_id bigint)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select o.tenant_id, null::bigint, null::bigint from organization o where o.deleted_at is not null
        union all
        select p.tenant_id, p.id, null::bigint from project p where p.deleted_at is not null
        union all
        -- Events that are on their way from or to it arrive first: those that left it are none of its own.
        (select i.tenant_id, i.project_id, i.id from issue i where i.deleted_at is not null
            and not exists (select from issue_move m where m.tenant_id = i.tenant_id and m.done_at is null
                            and (m.from_id = i.id or m.to_id = i.id)) limit 1000);
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_deletions() from public;
grant execute on function door_deletions() to ${app};

create or replace function door_organizations() returns setof organization
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select * from organization where deleted_at is null order by slug;
    perform set_config('tocsin.door', '', true);
end
$$;
