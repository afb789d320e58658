-- Row-level security, said once. Every table that a tenant owns calls tenant_table() and is guarded from then on.
--
-- Three database roles: the owner migrates; ${app} serves people and owns nothing; ${ingest} writes batches that mix
-- tenants. On a platform that grants a single role, all three are the same one and FORCE binds it to the policies.

create function current_tenant() returns text
    language sql stable
    return nullif(current_setting('tocsin.tenant', true), '');

-- The doors are the functions that *find* a tenant: from a DSN key, a token, a session. They run as the owner, who alone
-- has a policy that heeds this setting. They set it themselves, because a function's SET clause may not name a parameter
-- of ours without being superuser.
create function door_is_open() returns boolean
    language sql stable
    return current_setting('tocsin.door', true) = 'open';

-- Guards one table; with ingest => true the ingest writer may work on it for all tenants.
create procedure tenant_table(guarded regclass, ingest boolean default false)
    language plpgsql as $$
begin
    execute format('alter table %s enable row level security', guarded);
    execute format('alter table %s force row level security', guarded);
    execute format(
        'create policy tenant on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
        guarded);
    execute format('create policy door on %s to %I using (door_is_open()) with check (door_is_open())',
        guarded, current_user);
    if ingest and '${ingest}' <> current_user then
        execute format('create policy ingest on %s to %I using (true) with check (true)', guarded, '${ingest}');
    end if;
end
$$;

grant usage on schema public to ${app}, ${ingest};

-- The newest applied script, for whoever asks which schema this is.
create function schema_version() returns text
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (select version from flyway_schema_history where success and version is not null
            order by installed_rank desc limit 1);
end
$$;
revoke all on function schema_version() from public;
grant execute on function schema_version() to ${app};

-- A tenant. Its id is a short text that never changes; the slug in URLs may.
create table organization (
    tenant_id  text        primary key check (tenant_id ~ '^[a-z0-9]{8}$'),
    slug       text        not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
    name       text        not null check (length(name) between 1 and 100),
    status     text        not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
    created_at timestamptz not null default now()
);
call tenant_table('organization');
grant select, insert, update, delete on organization to ${app};

-- What instance administrators and jobs did across tenants, and why. Nobody changes what is written here.
create table instance_audit (
    id     bigint      generated always as identity primary key,
    at     timestamptz not null default now(),
    actor  text        not null,
    reason text        not null
);
grant select, insert on instance_audit to ${app};

create function door_organizations() returns setof organization
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select * from organization order by slug;
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_organizations() from public;
grant execute on function door_organizations() to ${app};

-- What was done to a tenant's data and by whom. Nobody changes what is written here.
create table audit_entry (
    tenant_id text        not null references organization on delete cascade,
    id        bigint      generated always as identity,
    at        timestamptz not null default now(),
    user_id   bigint,
    actor     text        not null,
    ip        text,
    action    text        not null,
    target    text        not null,
    detail    text,
    primary key (tenant_id, id)
);
call tenant_table('audit_entry');
grant select, insert on audit_entry to ${app};
