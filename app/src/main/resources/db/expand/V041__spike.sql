-- Whether far more than usual is damped; who wants all of it turns this off.
alter table project add column spike_protection boolean not null default true;
grant select (spike_protection) on project to ${ingest};

-- Projects of which more is dropped now than usual: since when, and how much so far. When nothing was dropped for a while it
-- is over, and gone from here.
create table spike (
    tenant_id  text        not null,
    project_id bigint      not null,
    began_at   timestamptz not null,
    last_at    timestamptz not null,
    dropped    bigint      not null,
    primary key (tenant_id, project_id),
    foreign key (tenant_id, project_id) references project on delete cascade
);
create index spike_last on spike (last_at);
call tenant_table('spike', ingest => true);
grant select, insert, update on spike to ${ingest};
