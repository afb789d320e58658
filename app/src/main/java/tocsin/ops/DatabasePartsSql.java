package tocsin.ops;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Looks at the database as each of the two serving roles. No tenant's data is read. */
@ApplicationScoped
class DatabasePartsSql {

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
                part("partitions", app, DatabasePartsSql::tomorrow));
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
        } catch (SQLException e) {
            return Part.broken(name, e.getMessage());
        }
    }

    private static String role(Connection connection) throws SQLException {
        return "role " + text(connection, "select current_user");
    }

    private static String tomorrow(Connection connection) throws SQLException {
        var last =
                LocalDate.parse(text(connection, "select coalesce(max(day), '-infinity') from event_partitions() day"));
        var tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        if (last.isBefore(tomorrow)) {
            throw new SQLException("there is no partition for the events of " + tomorrow + "; the last is for " + last);
        }
        return "until " + last;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
