package tocsin.ops;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import tocsin.tenant.Migrations;

/** Looks at the database as each of the two serving roles. No tenant's data is read. */
@ApplicationScoped
class DatabasePartsSql {

    private static final Logger LOG = Logger.getLogger(DatabasePartsSql.class);

    private static final String NEEDED = Migrations.newest();

    private final AgroalDataSource app;
    private final AgroalDataSource ingest;

    DatabasePartsSql(AgroalDataSource app, @DataSource("ingest") AgroalDataSource ingest) {
        this.app = app;
        this.ingest = ingest;
    }

    List<Part> parts() {
        return List.of(
                part("database", app, DatabasePartsSql::role),
                part("ingest", ingest, DatabasePartsSql::role),
                part("schema", app, DatabasePartsSql::script),
                part("partitions", app, DatabasePartsSql::leaves));
    }

    /** True where one role has to do everything, so that only its own good behaviour separates ingest from people. */
    boolean hasOneRoleOnly() {
        try (var one = app.getConnection();
                var other = ingest.getConnection()) {
            return text(one, "select current_user").equals(text(other, "select current_user"));
        } catch (SQLException e) {
            return false;
        }
    }

    /** The newest script that was applied; "unknown" while the database is away. */
    String schema() {
        try (var connection = app.getConnection()) {
            return text(connection, "select schema_version()");
        } catch (SQLException e) {
            return "unknown";
        }
    }

    private interface Look {
        String at(Connection connection) throws SQLException;
    }

    private static Part part(String name, AgroalDataSource database, Look look) {
        try (var connection = database.getConnection()) {
            return Part.healthy(name, look.at(connection));
        } catch (Lacking e) {
            return Part.broken(name, e.getMessage());
        } catch (SQLException e) {
            // The driver's words name hosts and roles, and anybody may ask.
            LOG.warnf("%s: %s", name, e.getMessage());
            return Part.broken(name, "the database cannot be used; the log says why");
        }
    }

    private static String role(Connection connection) throws SQLException {
        return "role " + text(connection, "select current_user");
    }

    /** Where new servers start beside old ones, nobody is sent to them before the schema has what they need. */
    private static String script(Connection connection) throws SQLException {
        var applied =
                Optional.ofNullable(text(connection, "select schema_version()")).orElse("0");
        if (Integer.parseInt(applied) < Integer.parseInt(NEEDED)) {
            throw new Lacking("the newest script that was applied is " + applied + ", and this release needs " + NEEDED
                    + ": tocsin migrate expand");
        }
        return "script " + applied;
    }

    /** Events are written to today's leaf, looked for in yesterday's, and soon written to tomorrow's. */
    private static String leaves(Connection connection) throws SQLException {
        var missing = text(connection, """
                select string_agg(day::text, ', ' order by day)
                from (select (now() at time zone 'UTC')::date + ahead from generate_series(-1, 1) ahead
                      except select * from event_partitions()) wanted(day)""");
        if (missing != null) {
            throw new Lacking("there is no partition for the events of " + missing);
        }
        return "until " + text(connection, "select max(day) from event_partitions() day");
    }

    /** What we found out ourselves, and may be told to anybody. */
    private static final class Lacking extends SQLException {

        private static final long serialVersionUID = 1L;

        Lacking(String message) {
            super(message);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
