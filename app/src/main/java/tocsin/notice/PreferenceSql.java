package tocsin.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import tocsin.tenant.QuerySql;

/**
 * Who wants mail about which project. Whoever said nothing does when they are in one of its teams, or see it for their role
 * and it has no team.
 */
@ApplicationScoped
class PreferenceSql {

    /** Everybody who sees a project, and whether they want mail about it. */
    private static final String PEOPLE = """
            select m.user_id, u.email, u.name, p.id as project_id, p.slug, p.name as project_name,
                   coalesce(w.wants, t.member or not t.teams) as wants
            from project p
            join membership m on m.tenant_id = p.tenant_id
            join user_account u on u.id = m.user_id and u.status = 'ACTIVE'
            cross join lateral (
                select exists (select from project_team pt
                               where pt.tenant_id = p.tenant_id and pt.project_id = p.id) as teams,
                       exists (select from project_team pt
                               join team_member tm on tm.tenant_id = pt.tenant_id and tm.team_id = pt.team_id
                               where pt.tenant_id = p.tenant_id and pt.project_id = p.id and tm.user_id = m.user_id)
                           as member) t
            left join mail_preference w on w.tenant_id = p.tenant_id and w.project_id = p.id and w.user_id = m.user_id
            where p.tenant_id = ? and p.deleted_at is null
              and (t.member or m.role in ('OWNER', 'MANAGER', 'ADMIN'))
            """;

    private final DataSource database;
    private final QuerySql query;

    PreferenceSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    record Recipient(long user, String email, String name) {}

    record Wish(long project, String slug, String name, boolean wants) {}

    /** An organization that a person belongs to. */
    record Membership(String tenant, String slug, String name) {}

    /** Where the person belongs: a door. */
    List<Membership> memberships(long person) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select tenant_id, slug, name from door_memberships(?)")) {
            statement.setLong(1, person);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<Membership>();
                while (rows.next()) {
                    found.add(new Membership(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask where a person belongs", e);
        }
    }

    List<Recipient> recipients(String tenant, long project) {
        return query.list(
                tenant,
                "select user_id, email, name from (" + PEOPLE + " and p.id = ?) r where wants order by user_id",
                row -> new Recipient(row.getLong(1), row.getString(2), row.getString(3)),
                project);
    }

    boolean anybody(String tenant, long project) {
        return query.first(
                        tenant,
                        "select exists (select from (" + PEOPLE + " and p.id = ?) r where wants)",
                        row -> row.getBoolean(1),
                        project)
                .orElse(false);
    }

    /** Someone who still sees the project and still wants mail. */
    Optional<Recipient> recipient(String tenant, long project, long user) {
        return query.first(
                tenant,
                "select user_id, email, name from (" + PEOPLE + " and p.id = ? and m.user_id = ?) r where wants",
                row -> new Recipient(row.getLong(1), row.getString(2), row.getString(3)),
                project,
                user);
    }

    /** Every project that the person sees. */
    List<Wish> wishes(String tenant, long user) {
        return query.list(
                tenant,
                "select project_id, slug, project_name, wants from (" + PEOPLE + " and m.user_id = ?) r order by slug",
                row -> new Wish(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                user);
    }

    void save(String tenant, long project, long user, boolean wants) {
        query.update(tenant, """
                insert into mail_preference (tenant_id, project_id, user_id, wants)
                select m.tenant_id, p.id, m.user_id, w.wants
                from (select ?::text as tenant_id, ?::bigint as project_id, ?::bigint as user_id, ?::boolean as wants) w
                join membership m on m.tenant_id = w.tenant_id and m.user_id = w.user_id
                join project p on p.tenant_id = w.tenant_id and p.id = w.project_id
                on conflict (tenant_id, project_id, user_id) do update set wants = excluded.wants""", project, user, wants);
    }
}
