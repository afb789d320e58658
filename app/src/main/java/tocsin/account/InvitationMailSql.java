package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tocsin.tenant.QuerySql;

/** Invitations on their way by mail, among all deliveries. */
@ApplicationScoped
class InvitationMailSql {

    private final QuerySql query;

    InvitationMailSql(QuerySql query) {
        this.query = query;
    }

    private record Counted(long all, long toOne) {}

    /** Whether one more may be sent within this hour. Until the transaction ends nobody else asks for this organization. */
    boolean hasRoom(String tenant, String address) {
        query.first(tenant, "select pg_advisory_xact_lock(hashtextextended('invitation ' || ?, 0))", row -> true);
        return query.first(tenant, """
                        select count(*), count(*) filter (where subject = a.address)
                        from (select ?::text as tenant_id, ?::text as address) a
                        join delivery d on d.tenant_id = a.tenant_id
                        where d.kind = 'INVITATION' and d.created_at > now() - interval '1 hour'""", row -> new Counted(row.getLong(1), row.getLong(2)), address)
                .filter(sent -> sent.all() < InvitationMails.MOST && sent.toOne() < InvitationMails.MOST_TO_ONE)
                .isPresent();
    }

    void queue(String tenant, long invitation, String address) {
        query.update(
                tenant,
                "insert into delivery (tenant_id, invitation_id, kind, subject) values (?, ?, 'INVITATION', ?)",
                invitation,
                address);
    }

    /** A letter that waits would give another link than the one that is wanted now. */
    void replace(String tenant, long invitation) {
        query.update(tenant, """
                update delivery set state = 'GIVEN_UP', finished_at = now(), last_error = 'A newer link took its place'
                where tenant_id = ? and invitation_id = ? and state = 'WAITING'""", invitation);
    }

    Map<Long, InvitationMails.Mailing> newest(String tenant) {
        return query
                .list(
                        tenant,
                        """
                        select distinct on (invitation_id) invitation_id, state, last_error from delivery
                        where tenant_id = ? and invitation_id is not null order by invitation_id, id desc""",
                        row -> Map.entry(
                                row.getLong(1), new InvitationMails.Mailing(word(row.getString(2)), row.getString(3))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<InvitationMails.Letter> write(String tenant, long invitation, byte[] hash, URI link) {
        return query.first(
                tenant,
                """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::bytea as hash)
                update invitation i set mail_hash = w.hash
                from w
                join organization o on o.tenant_id = w.tenant_id and o.status = 'ACTIVE',
                user_account u
                where i.tenant_id = w.tenant_id and i.id = w.id and i.accepted_at is null and i.expires_at > now()
                  and u.id = i.invited_by and u.status = 'ACTIVE'
                returning i.email, o.name, i.role, u.email as inviter, i.expires_at""",
                row -> new InvitationMails.Letter(
                        row.getString("email"),
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        row.getString("inviter"),
                        QuerySql.instant(row, "expires_at"),
                        link),
                invitation,
                hash);
    }

    private static String word(String state) {
        return switch (state) {
            case "SENT" -> "sent";
            case "GIVEN_UP" -> "failed";
            default -> "waiting";
        };
    }
}
