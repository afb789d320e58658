package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads what was done across organizations. The table belongs to no tenant and holds nothing of theirs but names. */
@ApplicationScoped
class InstanceAuditSql {

    private final DataSource database;

    InstanceAuditSql(DataSource database) {
        this.database = database;
    }

    /** Newest first, those that were written before the one with that id. */
    List<InstanceAuditApi.Line> before(long id, int limit) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select id, at, actor, reason from instance_audit where id < ? order by id desc limit ?")) {
            statement.setLong(1, id);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var lines = new ArrayList<InstanceAuditApi.Line>();
                while (rows.next()) {
                    lines.add(new InstanceAuditApi.Line(
                            rows.getLong(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getString(3),
                            rows.getString(4)));
                }
                return lines;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the instance's audit log", e);
        }
    }
}
