package tocsin.sensor;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The door from an enrolment's token to its project, before any tenant is known. */
@ApplicationScoped
class EnrolmentDoorSql {

    private final DataSource database;

    EnrolmentDoorSql(DataSource database) {
        this.database = database;
    }

    record Door(String tenant, long project, long enrolment) {}

    /** Nothing for a token that is unknown, revoked, used up or too old. */
    Optional<Door> find(byte[] hash) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select tenant_id, project_id, enrolment_id from door_enrolment(?)")) {
            statement.setBytes(1, hash);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Door(rows.getString(1), rows.getLong(2), rows.getLong(3)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("An enrolment cannot be looked up: " + e.getMessage(), e);
        }
    }
}
