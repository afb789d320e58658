package tocsin.digest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;

/**
 * Binds rows to a statement column by column, as arrays for {@code unnest}: one round trip and one plan for any number of
 * rows.
 */
final class Columns<T> {

    private final PreparedStatement statement;
    private final Collection<T> rows;
    private int index;

    Columns(PreparedStatement statement, Collection<T> rows) {
        this(statement, rows, 1);
    }

    /** @param first the place of the first column among the statement's parameters */
    Columns(PreparedStatement statement, Collection<T> rows, int first) {
        this.statement = statement;
        this.rows = rows;
        this.index = first;
    }

    /** The array's own type tells the driver that it may be sent in binary, which neither side has to write out. */
    Columns<T> text(Function<T, String> column) throws SQLException {
        return bind("text", rows.stream().map(column).toArray(String[]::new));
    }

    Columns<T> number(Function<T, Long> column) throws SQLException {
        return bind("bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    Columns<T> uuid(Function<T, java.util.UUID> column) throws SQLException {
        return bind("uuid", column);
    }

    Columns<T> bytes(Function<T, byte[]> column) throws SQLException {
        return bind("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** Cut to microseconds as {@link CopyRows#time} does: PostgreSQL rounds, and what stands in two tables would differ. */
    Columns<T> time(Function<T, Instant> column) throws SQLException {
        return bind(
                "timestamptz",
                row -> column.apply(row).truncatedTo(ChronoUnit.MICROS).toString());
    }

    private Columns<T> bind(String type, Function<T, ?> column) throws SQLException {
        return bind(type, rows.stream().map(column).toArray());
    }

    private Columns<T> bind(String type, Object[] values) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(index++, connection.createArrayOf(type, values));
        return this;
    }
}
