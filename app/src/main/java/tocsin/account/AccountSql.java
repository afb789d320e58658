package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The doors: from a cookie to a person, from a person, a token or an invitation to the tenant. They run before any tenant is known, so
 * they use no Hibernate session, which would keep the tenant it was opened without.
 */
@ApplicationScoped
class AccountSql {

    private final DataSource database;

    AccountSql(DataSource database) {
        this.database = database;
    }

    /** A person's place in an organization. */
    record Member(String tenant, String slug, String name, Role role) {}

    /** What a token opens. */
    record TokenDoor(String tenant, String slug, long token, Person person, Role role, Set<Scope> scopes) {}

    /**
     * What an invitation opens, for the role that it gives; {@code inviter} is what its inviter is now, {@code mailed} whether
     * this link went to the address itself.
     */
    record InvitationDoor(
            String tenant,
            String slug,
            String name,
            long invitation,
            String email,
            Role role,
            Role inviter,
            boolean mailed) {}

    Optional<Person> bySession(byte[] hash) {
        return query("""
                        select u.id, u.email, u.name, u.instance_admin, u.theme, u.password_temporary
                        from login_session s
                        join user_account u on u.id = s.user_id and u.status = 'ACTIVE'
                        where s.hash = ? and s.expires_at > now()
                        """, statement -> statement.setBytes(1, hash), rows -> person(rows, 1)).stream()
                .findFirst();
    }

    /** Prolongs a session that is in use, at most once in five minutes. */
    void touchSession(byte[] hash) {
        update("""
                update login_session
                set seen_at = now(), expires_at = least(now() + interval '14 days', created_at + interval '90 days')
                where hash = ? and seen_at < now() - interval '5 minutes'
                """, statement -> statement.setBytes(1, hash));
    }

    List<Member> memberships(long person) {
        return query(
                "select tenant_id, slug, name, role from door_memberships(?)",
                statement -> statement.setLong(1, person),
                rows -> new Member(
                        rows.getString(1), rows.getString(2), rows.getString(3), Role.valueOf(rows.getString(4))));
    }

    /** What would be nobody's without that person; it stays so until the transaction ends. */
    List<String> solelyOwned(long person) {
        return query(
                "select door_solely_owned(?)", statement -> statement.setLong(1, person), rows -> rows.getString(1));
    }

    /** Where an invitation's link leads while it holds. */
    Optional<InvitationDoor> byInvitation(byte[] hash) {
        return query(
                        """
                        select tenant_id, slug, name, invitation_id, email, role, inviter_role, mailed
                        from door_invitation(?)
                        """,
                        statement -> statement.setBytes(1, hash),
                        rows -> new InvitationDoor(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getString(5),
                                Role.valueOf(rows.getString(6)),
                                Role.valueOf(rows.getString(7)),
                                rows.getBoolean(8)))
                .stream()
                .findFirst();
    }

    Optional<TokenDoor> byToken(byte[] hash) {
        return query(
                        """
                        select d.tenant_id, d.slug, d.token_id, d.role, d.scopes,
                               u.id, u.email, u.name, u.instance_admin, u.theme, u.password_temporary
                        from door_token(?) d join user_account u on u.id = d.user_id
                        """,
                        statement -> statement.setBytes(1, hash),
                        rows -> new TokenDoor(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getLong(3),
                                person(rows, 6),
                                Role.valueOf(rows.getString(4)),
                                scopes((String[]) rows.getArray(5).getArray())))
                .stream()
                .findFirst();
    }

    /** Notes that a token is in use, at most once a minute. */
    void touchToken(String tenant, long token) {
        update("""
                update api_token set used_at = now()
                where tenant_id = ? and id = ? and (used_at is null or used_at < now() - interval '1 minute')
                """, statement -> {
            statement.setString(1, tenant);
            statement.setLong(2, token);
        });
    }

    /** Who looks at projects, and whether at all of them. */
    record Viewer(String tenant, long person, boolean all) {}

    private static final String VISIBLE = """
            from project p
            where p.tenant_id = ? and p.deleted_at is null and (? or exists (
                select from project_team t
                join team_member m on m.tenant_id = t.tenant_id and m.team_id = t.team_id
                where t.tenant_id = p.tenant_id and t.project_id = p.id and m.user_id = ?))
            """;

    /** The first by slug. */
    List<VisibleProject> visible(Viewer viewer, int most) {
        return visible(viewer, "order by p.slug limit ?", statement -> statement.setInt(4, most));
    }

    List<VisibleProject> visible(Viewer viewer, Collection<Long> ids) {
        return visible(
                viewer,
                "and p.id = any(?)",
                statement -> statement.setArray(4, statement.getConnection().createArrayOf("bigint", ids.toArray())));
    }

    /** Of that slug, else of that id. */
    Optional<VisibleProject> visible(Viewer viewer, String slugOrId) {
        return visible(viewer, "and (p.slug = ? or p.id = ?) order by p.slug <> ? limit 1", statement -> {
                    statement.setString(4, slugOrId);
                    statement.setLong(5, slugOrId.matches("[1-9]\\d{0,17}") ? Long.parseLong(slugOrId) : -1);
                    statement.setString(6, slugOrId);
                })
                .stream()
                .findFirst();
    }

    private List<VisibleProject> visible(Viewer viewer, String which, Binding more) {
        return query(
                "select p.id, p.slug, p.name, p.platform, p.status = 'ACTIVE' " + VISIBLE + which,
                statement -> {
                    viewer(statement, viewer);
                    more.to(statement);
                },
                rows -> new VisibleProject(
                        rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getBoolean(5)));
    }

    List<Long> visibleIds(Viewer viewer) {
        return query("select p.id " + VISIBLE, statement -> viewer(statement, viewer), rows -> rows.getLong(1));
    }

    int countVisible(Viewer viewer) {
        return query("select count(*) " + VISIBLE, statement -> viewer(statement, viewer), rows -> rows.getInt(1))
                .getFirst();
    }

    private static void viewer(PreparedStatement statement, Viewer viewer) throws SQLException {
        statement.setString(1, viewer.tenant());
        statement.setBoolean(2, viewer.all());
        statement.setLong(3, viewer.person());
    }

    private static Person person(ResultSet rows, int at) throws SQLException {
        return new Person(
                rows.getLong(at),
                rows.getString(at + 1),
                rows.getString(at + 2),
                rows.getBoolean(at + 3),
                rows.getString(at + 4),
                rows.getBoolean(at + 5));
    }

    /** Scopes that this release does not know give nothing. */
    private static Set<Scope> scopes(String[] texts) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var text : texts) {
            Scope.known(text).ifPresent(scopes::add);
        }
        return scopes;
    }

    private <T> List<T> query(String sql, Binding binding, Row<T> row) {
        try (var connection = database.getConnection();
                var statement = prepared(connection, sql, binding);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database who this is", e);
        }
    }

    private void update(String sql, Binding binding) {
        try (var connection = database.getConnection();
                var statement = prepared(connection, sql, binding)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot note in the database who was here", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Binding binding) throws SQLException {
        var statement = connection.prepareStatement(sql);
        binding.to(statement);
        return statement;
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
