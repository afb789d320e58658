package tocsin.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes many projects beside the first one, each with a key. */
final class ProjectsSql {

    private static final String PROJECTS = """
            insert into project (tenant_id, slug, name)
            select p.tenant_id, 'service-' || n, 'Service ' || n
            from project p, generate_series(2, %d) as n
            where p.id = %d""";

    private static final String KEYS = """
            insert into project_key (tenant_id, project_id, public_key)
            select tenant_id, id, md5(id || slug || random()) from project where id <> %d""";

    private static final String TARGETS = """
            select p.id, min(k.public_key)
            from project p
            join project_key k on k.tenant_id = p.tenant_id and k.project_id = p.id
            group by p.id
            order by p.id""";

    private ProjectsSql() {}

    /** @return the addresses of all, so many together */
    static List<Target> fill(Server server, int projects) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("tocsin"));
                var statement = connection.createStatement()) {
            if (projects > 1) {
                statement.execute(PROJECTS.formatted(projects, server.project()));
                statement.execute(KEYS.formatted(server.project()));
                statement.execute("analyze project, project_key");
            }
            List<Target> targets = new ArrayList<>();
            try (var rows = statement.executeQuery(TARGETS)) {
                while (rows.next()) {
                    targets.add(Target.of(server.url().getPort(), rows.getLong(1), rows.getString(2)));
                }
            }
            return targets;
        }
    }
}
