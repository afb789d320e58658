-- A password that was made up for a person, and seen by somebody else: it opens nothing but the choice of a new one.
alter table user_account add column password_temporary boolean not null default false;
