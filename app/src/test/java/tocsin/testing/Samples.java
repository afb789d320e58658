package tocsin.testing;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests need to begin with, each time new and under a name of its own; nothing is ever cleaned up. */
public final class Samples {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Samples() {}

    public record Organization(String tenant, String slug) {}

    public record Project(Organization organization, long id, String slug, long keyId, String key) {

        public String tenant() {
            return organization.tenant();
        }
    }

    public static Organization organization() {
        var number = COUNT.incrementAndGet();
        var organization = new Organization(hex(4), "org-" + number);
        execute(
                "insert into organization (tenant_id, slug, name) values (?, ?, ?)",
                organization.tenant(),
                organization.slug(),
                "Organization " + number);
        return organization;
    }

    public static Project project() {
        return project(organization(), "web");
    }

    public static Project project(Organization organization, String slug) {
        var key = hex(16);
        var id = insert(
                "insert into project (tenant_id, slug, name) values (?, ?, ?) returning id",
                organization.tenant(),
                slug,
                slug);
        var keyId = insert(
                "insert into project_key (tenant_id, project_id, public_key) values (?, ?, ?) returning id",
                organization.tenant(),
                id,
                key);
        return new Project(organization, id, slug, keyId, key);
    }

    /** How much of what the project's tenant was sent came to this. */
    public static long outcome(Project project, String category, String outcome) {
        return Samples.<Long>query(
                "select coalesce(sum(quantity), 0)::bigint from outcome_hour where tenant_id = ? and category = ?"
                        + " and outcome = ?",
                project.tenant(),
                category,
                outcome);
    }

    /** The first column of the first row, as superuser. */
    @SuppressWarnings("unchecked")
    public static <T> T query(String sql, Object... parameters) {
        try (var connection = Postgres.superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? (T) rows.getObject(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public static void execute(String sql, Object... parameters) {
        try (var connection = Postgres.superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static long insert(String sql, Object... parameters) {
        return Samples.<Long>query(sql, parameters);
    }

    private static String hex(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
