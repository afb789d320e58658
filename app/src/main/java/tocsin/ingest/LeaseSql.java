package tocsin.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import tocsin.quota.Leases;
import tocsin.quota.Limit;

/** Where processes count together what they let in: a row for each limit. */
@ApplicationScoped
class LeaseSql implements Leases {

    private final javax.sql.DataSource database;

    LeaseSql(@DataSource("ingest") AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public long take(Limit limit, long windowStart, long needed, long wanted) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select quota_lease_take(?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, limit.tenant());
            statement.setString(2, limit.kind().name());
            statement.setLong(3, limit.subject());
            statement.setString(4, limit.window().label());
            statement.setObject(5, at(windowStart));
            statement.setLong(6, limit.amount());
            statement.setLong(7, needed);
            statement.setLong(8, wanted);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void giveBack(Limit limit, long windowStart, long units) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        update quota_lease set used = greatest(0, used - ?)
                        where tenant_id = ? and kind = ? and subject_id = ? and window_start = ?""")) {
            statement.setLong(1, units);
            statement.setString(2, limit.tenant());
            statement.setString(3, limit.kind().name());
            statement.setLong(4, limit.subject());
            statement.setObject(5, at(windowStart));
            statement.executeUpdate();
        }
    }

    private static OffsetDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
