package tocsin.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import tocsin.config.DatabaseAccess;
import tocsin.config.DatabaseRole;
import tocsin.config.DatabaseUrl;

/** A database as the commands see it: its roles and its state, never the rows of a tenant. */
record DatabaseSql(DatabaseUrl url) {

    private static final String NOT_ALLOWED = "42501";
    private static final int FIRST_WITH_GRANT_OPTIONS = 160_000;

    /** What a connection finds out about itself and its server. */
    record Facts(String user, int version, boolean boundByPolicies, Duration clockAhead) {}

    DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setConnectTimeout(10);
        return source;
    }

    /** Its connections work in the role, as far as the login may take it. */
    DataSource dataSource(DatabaseAccess access) {
        var source = (PGSimpleDataSource) dataSource();
        if (facts(access).user().equals(access.role().roleName())) {
            source.setOptions("-c role=" + access.role().roleName());
        }
        return source;
    }

    /** As superuser of a server of our own: three roles that log in with these passwords, and the database. */
    void createOwnRoles(Map<DatabaseRole, String> passwords, String database) {
        try (var connection = connect()) {
            for (var entry : passwords.entrySet()) {
                var role = entry.getKey().roleName();
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
                    execute(connection, "create role " + role);
                }
                execute(connection, "alter role " + role + " login password '" + entry.getValue() + "'");
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
                execute(connection, "create database " + database + " owner " + DatabaseRole.OWNER.roleName());
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** As the one login that a platform gave: the other roles, for itself to take. Says whether that was allowed. */
    boolean createSharedRoles() {
        try (var connection = connect()) {
            for (var role : List.of(DatabaseRole.APP, DatabaseRole.INGEST)) {
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", role.roleName())) {
                    execute(connection, "create role " + role.roleName() + " nologin");
                }
                if (!exists(connection, "select 1 where pg_has_role(current_user, ?, 'MEMBER')", role.roleName())) {
                    grant(connection, role.roleName());
                }
            }
            // Membership with the mere right to pass it on, as PostgreSQL 16 gives to whoever creates a role, is not
            // enough.
            for (var role : List.of(DatabaseRole.APP, DatabaseRole.INGEST)) {
                takeOnce(connection, role.roleName());
            }
            return true;
        } catch (SQLException e) {
            if (NOT_ALLOWED.equals(e.getSQLState())) {
                return false;
            }
            throw refused(e);
        }
    }

    Facts facts(DatabaseAccess access) {
        try (var connection = connect()) {
            var first = access.firstStatement();
            if (first.isPresent()) {
                execute(connection, first.get());
            }
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select current_user, current_setting('server_version_num')::int,
                                   not (rolsuper or rolbypassrls), clock_timestamp()
                            from pg_roles where rolname = current_user
                            """)) {
                row.next();
                return new Facts(
                        row.getString(1),
                        row.getInt(2),
                        row.getBoolean(3),
                        Duration.between(Instant.now(), row.getTimestamp(4).toInstant()));
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    private static void grant(Connection connection, String role) throws SQLException {
        var options = connection.getMetaData().getDatabaseMajorVersion() * 10_000 >= FIRST_WITH_GRANT_OPTIONS
                ? " with inherit false, set true"
                : "";
        execute(connection, "grant " + role + " to current_user" + options);
    }

    private static void takeOnce(Connection connection, String role) throws SQLException {
        try {
            execute(connection, "set role " + role);
        } catch (SQLException e) {
            grant(connection, role);
            execute(connection, "set role " + role);
        }
        execute(connection, "reset role");
    }

    private static boolean exists(Connection connection, String query, String parameter) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private CommandRefused refused(SQLException e) {
        return new CommandRefused("The database " + url + " says: " + e.getMessage(), e);
    }
}
