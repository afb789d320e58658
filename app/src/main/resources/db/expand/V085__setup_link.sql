-- The link by which whoever installed an instance becomes its first administrator. There is one at most: a newer one takes its
-- place, and it goes when it is used. Only its hash is kept.
create table setup_link (
    sole       boolean     primary key default true check (sole),
    hash       bytea       not null check (length(hash) = 32),
    -- One that was asked for although there is an administrator; others are over when there is one.
    again      boolean     not null,
    expires_at timestamptz not null
);
grant select, insert, update, delete on setup_link to ${app};
