-- How far each person has read an issue: its last event when they opened its page.
create table issue_seen (
    tenant_id text        not null,
    issue_id  bigint      not null,
    user_id   bigint      not null,
    up_to     timestamptz not null,
    primary key (tenant_id, issue_id, user_id),
    foreign key (tenant_id, issue_id) references issue on delete cascade,
    -- Who leaves the organization leaves no trace of reading.
    foreign key (tenant_id, user_id) references membership on delete cascade
);
create index issue_seen_user on issue_seen (tenant_id, user_id);
call tenant_table('issue_seen');
grant select, insert, update on issue_seen to ${app};
