package tocsin.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs the statements of the {@code *Sql} classes: their first parameter is always the tenant, as is ours. */
@ApplicationScoped
public class QuerySql {

    /** Makes one result of the row under the cursor. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final DataSource database;

    QuerySql(DataSource database) {
        this.database = database;
    }

    /** Every row, in order. The statement's first {@code ?} is the tenant, the others are {@code parameters}. */
    public <T> List<T> list(String tenant, String sql, Row<T> row, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = bound(connection, tenant, sql, parameters);
                var rows = statement.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(row.of(rows));
            }
            return list;
        } catch (SQLException e) {
            throw new IllegalStateException("A query failed: " + e.getMessage(), e);
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(String tenant, String sql, Row<T> row, Object... parameters) {
        return list(tenant, sql, row, parameters).stream().findFirst();
    }

    /** Runs a statement that changes rows and says how many. */
    public int update(String tenant, String sql, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = bound(connection, tenant, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A statement failed: " + e.getMessage(), e);
        }
    }

    /** A {@code timestamptz} column, null when it is null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static PreparedStatement bound(Connection connection, String tenant, String sql, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            statement.setString(1, tenant);
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 2, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case Instant at -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
            case Collection<?> ids -> statement.setArray(index, connection.createArrayOf("bigint", ids.toArray()));
            case null, default -> statement.setObject(index, value);
        }
    }
}
