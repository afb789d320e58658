-- What a project wants to be done with its events before they are stored: what is taken out of them, and which are not
-- wanted at all. Written and read as a whole; empty where nobody chose.
create table project_intake (
    tenant_id  text   not null,
    project_id bigint not null,
    privacy    text   check (length(privacy) <= 100000),
    filters    text   check (length(filters) <= 100000),
    primary key (tenant_id, project_id),
    foreign key (tenant_id, project_id) references project on delete cascade
);
call tenant_table('project_intake');
grant select, insert, update, delete on project_intake to ${app};

-- Door: from a DSN's key to what its project chose; no row when it never did.
create function door_intake(key text) returns table (privacy text, filters text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select i.privacy, i.filters
    from project_key k
    join project_intake i on i.tenant_id = k.tenant_id and i.project_id = k.project_id
    where k.public_key = key;
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_intake(text) from public;
grant execute on function door_intake(text) to ${ingest};
