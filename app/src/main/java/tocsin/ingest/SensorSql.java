package tocsin.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The door from a sensor's id to what its tokens are signed with, and when sensors were seen. */
@ApplicationScoped
class SensorSql {

    private final AgroalDataSource database;

    SensorSql(@DataSource("ingest") AgroalDataSource database) {
        this.database = database;
    }

    /** Nothing when there is none, or it was revoked. */
    Optional<KnownSensor> find(UUID sensor) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select public_key, name, signing_id, secret, retires_at from door_sensor(?)")) {
            statement.setObject(1, sensor);
            try (var rows = statement.executeQuery()) {
                var keys = new ArrayList<KnownSensor.SigningKey>();
                String publicKey = null;
                String name = null;
                while (rows.next()) {
                    publicKey = rows.getString(1);
                    name = rows.getString(2);
                    var retires = rows.getObject(5, OffsetDateTime.class);
                    keys.add(new KnownSensor.SigningKey(
                            rows.getLong(3), rows.getBytes(4), retires == null ? null : retires.toInstant()));
                }
                return publicKey == null
                        ? Optional.empty()
                        : Optional.of(new KnownSensor(sensor, name, publicKey, List.copyOf(keys)));
            }
        }
    }

    /** Rows that another process is about to write are left to it. */
    void seen(Map<Sightings.Sensor, Instant> sensors) throws SQLException {
        var sorted = sensors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().id()))
                .toList();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        with seen as (
                            select s.tenant_id, s.id, w.at
                            from unnest(?::text[], ?::bigint[], ?::timestamptz[]) w(tenant, id, at)
                            join sensor s on s.tenant_id = w.tenant and s.id = w.id
                            where s.last_seen_at is null or s.last_seen_at < w.at
                            order by s.tenant_id, s.id
                            for update of s skip locked
                        )
                        update sensor s set last_seen_at = seen.at
                        from seen where s.tenant_id = seen.tenant_id and s.id = seen.id""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            sorted.stream().map(one -> one.getKey().tenant()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            sorted.stream().map(one -> one.getKey().id()).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz",
                            sorted.stream()
                                    .map(one -> one.getValue().toString())
                                    .toArray()));
            statement.executeUpdate();
        }
    }
}
