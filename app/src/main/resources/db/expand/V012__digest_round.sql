-- The transactions in which events were written. When the answer to a commit is lost, what was in it goes to the spool;
-- written from there, it is found here or was never committed. Rows hold nothing of a tenant.
create table digest_round (
    id         uuid        primary key,
    written_at timestamptz not null default now()
);
create index digest_round_written_at on digest_round using brin (written_at);
grant select, insert, delete on digest_round to ${ingest};
