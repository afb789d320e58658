package tocsin.ops;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at the database as each of the two serving roles. No tenant's data is read. */
@ApplicationScoped
class DatabasePartsSql {

    private static final Logger LOG = Logger.getLogger(DatabasePartsSql.class);

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
        } catch (MissingLeaves e) {
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

    /** Events are written to today's leaf, looked for in yesterday's, and soon written to tomorrow's. */
    private static String leaves(Connection connection) throws SQLException {
        var missing = text(connection, """
                select string_agg(day::text, ', ' order by day)
                from (select (now() at time zone 'UTC')::date + ahead from generate_series(-1, 1) ahead
                      except select * from event_partitions()) wanted(day)""");
        if (missing != null) {
            throw new MissingLeaves("there is no partition for the events of " + missing);
        }
        return "until " + text(connection, "select max(day) from event_partitions() day");
    }

    /** What we found out ourselves, and may be told to anybody. */
    private static final class MissingLeaves extends SQLException {

        private static final long serialVersionUID = 1L;

        MissingLeaves(String message) {
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
