-- Door: from a person to the organizations that would be nobody's without them, named by their slugs. It locks what the
-- person owns, so that two owners who go at the same time do not each count on the other.
create function door_solely_owned(person bigint) returns setof text
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
    perform set_config('tocsin.door', 'open', true);
    perform 1 from organization o
    where o.deleted_at is null and exists (
        select from membership m where m.tenant_id = o.tenant_id and m.user_id = person and m.role = 'OWNER')
    order by o.tenant_id for update;
    return query select o.slug
    from organization o
    join membership m on m.tenant_id = o.tenant_id and m.user_id = person and m.role = 'OWNER'
    where o.deleted_at is null and not exists (
        select from membership other
        join user_account u on u.id = other.user_id and u.status = 'ACTIVE'
        where other.tenant_id = o.tenant_id and other.user_id <> person and other.role = 'OWNER')
    order by o.slug;
    perform set_config('tocsin.door', '', true);
end
$$;
revoke all on function door_solely_owned(bigint) from public;
grant execute on function door_solely_owned(bigint) to ${app};
