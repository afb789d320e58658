package tocsin.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tocsin.digest.ProjectRules;
import tocsin.quota.Limit;

/** The door from a DSN's key to its tenant. */
@ApplicationScoped
class DsnKeySql {

    private final AgroalDataSource database;

    private final Spikes spikes = new Spikes();

    DsnKeySql(@DataSource("ingest") AgroalDataSource database) {
        this.database = database;
    }

    Optional<DsnKey> find(String publicKey) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select tenant_id, project_id, key_id, active, privacy, filters, grouping_version::int,
                               grouping_former::int, grouping_rules, sensor_id, name
                        from door_key(?) left join door_rules(?) on true left join door_key_sensor(?) on true""")) {
            statement.setString(1, publicKey);
            statement.setString(2, publicKey);
            statement.setString(3, publicKey);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new DsnKey(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getBoolean(4),
                                ProjectRules.of(new ProjectRules.Texts(
                                        rows.getString(5),
                                        rows.getString(6),
                                        rows.getObject(7, Integer.class),
                                        rows.getObject(8, Integer.class),
                                        rows.getString(9))),
                                rows.getString(11) == null
                                        ? null
                                        : new DsnKey.Sensor(rows.getLong(10), rows.getString(11))))
                        : Optional.empty();
            }
        }
    }

    List<Limit> limits(DsnKey key) throws SQLException {
        try (var connection = database.getConnection()) {
            var limits = new ArrayList<>(LimitSql.of(connection, key.tenant(), key.project(), key.id()));
            spikes.of(connection, key.tenant(), key.project()).ifPresent(limits::add);
            return limits;
        }
    }
}
