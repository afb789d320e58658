package tocsin.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The keys of the instance, which no tenant owns. */
@ApplicationScoped
class KeySql {

    private final DataSource database;

    KeySql(DataSource database) {
        this.database = database;
    }

    /** The newest first. */
    List<byte[]> keys(String purpose) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select key from instance_key where purpose = ? order by id desc")) {
            statement.setString(1, purpose);
            try (var rows = statement.executeQuery()) {
                var keys = new ArrayList<byte[]>();
                while (rows.next()) {
                    keys.add(rows.getBytes(1));
                }
                return keys;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the instance's keys", e);
        }
    }
}
