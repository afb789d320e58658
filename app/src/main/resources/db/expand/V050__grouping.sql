-- How each project groups its events: the version of the algorithm that it keeps to, the one that it had before as long
-- as that one's keys still count, and its own rules. Without a row, or from before there was a choice: version 1.
alter table project_intake
    add column grouping_version      smallint    check (grouping_version > 0),
    add column grouping_former       smallint    check (grouping_former > 0),
    add column grouping_former_until timestamptz,
    add column grouping_rules        text        check (length(grouping_rules) <= 100000);

-- The issue that a key belonged to first, to which it returns when a merge is undone; and the key that it goes with, by
-- its first eight bytes: that of all frames with that of the own ones, that of one version with that of another.
alter table issue_key
    add column home_id bigint,
    add column follows bigint;

-- The first eight bytes of an event's own key, by which events part when their issue is taken apart; and the issue that
-- it belonged to before a merge.
alter table event
    add column key_hash    bigint,
    add column merged_from bigint;

-- An issue that became part of another: it keeps what was counted of it, for the day on which they are parted again, but
-- nobody sees it.
alter table issue
    add column merged_into bigint,
    add constraint issue_merged_into foreign key (tenant_id, merged_into) references issue on delete cascade;
create index issue_merged on issue (tenant_id, merged_into) where merged_into is not null;

-- Door: as door_intake, with the grouping.
create function door_rules(key text) returns table (privacy text, filters text, grouping_version smallint,
    grouping_former smallint, grouping_rules text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    return query select i.privacy, i.filters, i.grouping_version,
        case when i.grouping_former_until > now() then i.grouping_former end, i.grouping_rules
    from project_key k
    join project_intake i on i.tenant_id = k.tenant_id and i.project_id = k.project_id
    where k.public_key = key;
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_rules(text) from public;
grant execute on function door_rules(text) to ${ingest};
