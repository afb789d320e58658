-- A password that was made up for a person, and seen by somebody else: it opens nothing but the choice of a new one.
alter table user_account add column password_temporary boolean not null default false;

-- Door: whether a person has a place in any organization, enabled or not.
create function door_belongs(person bigint) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    found boolean;
begin
    perform set_config('tocsin.door', 'open', true);
    found := exists (select from membership m where m.user_id = person);
    perform set_config('tocsin.door', '', true);
    return found;
end
$$;
revoke all on function door_belongs(bigint) from public;
grant execute on function door_belongs(bigint) to ${app};
