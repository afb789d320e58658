package tocsin.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes many projects of many organizations, each with a key. */
final class TenantsSql {

    static final int PROJECTS_EACH = 10;

    private static final String ORGANIZATIONS = """
            insert into organization (tenant_id, slug, name)
            select 'b' || lpad(n::text, 7, '0'), 'bench-' || n, 'Bench ' || n from generate_series(1, %d) n""";

    private static final String PROJECTS = """
            insert into project (tenant_id, slug, name)
            select o.tenant_id, 'service-' || n, 'Service ' || n
            from organization o, generate_series(1, %d) n
            where o.slug like 'bench-%%'
            order by o.tenant_id, n""";

    private static final String KEYS = """
            insert into project_key (tenant_id, project_id, public_key)
            select tenant_id, id, md5(id || slug || random()) from project where tenant_id like 'b%' order by id
            returning project_id, public_key""";

    private TenantsSql() {}

    /** @return the addresses of their projects, one organization's after another's */
    static List<Target> fill(Server server, int organizations) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("tocsin"));
                var statement = connection.createStatement()) {
            statement.execute(ORGANIZATIONS.formatted(organizations));
            statement.execute(PROJECTS.formatted(PROJECTS_EACH));
            var targets = new ArrayList<Target>();
            try (var rows = statement.executeQuery(KEYS)) {
                while (rows.next()) {
                    targets.add(Target.of(server.url().getPort(), rows.getLong(1), rows.getString(2)));
                }
            }
            return targets;
        }
    }
}
