-- Whether far more than usual is damped; who wants all of it turns this off.
alter table project add column spike_protection boolean not null default true;
grant select (spike_protection) on project to ${ingest};
