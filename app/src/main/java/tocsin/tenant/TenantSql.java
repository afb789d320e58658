package tocsin.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The two statements that no tenant bounds: who the tenants are, and the note that somebody asked. */
@ApplicationScoped
class TenantSql {

    private final DataSource database;

    TenantSql(DataSource database) {
        this.database = database;
    }

    List<Tenant> all() {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select tenant_id, slug, name, status from door_organizations()");
                var rows = statement.executeQuery()) {
            var tenants = new ArrayList<Tenant>();
            while (rows.next()) {
                tenants.add(new Tenant(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4).equals("ACTIVE")));
            }
            return tenants;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot list the tenants", e);
        }
    }

    void audit(String actor, String reason) {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("insert into instance_audit (actor, reason) values (?, ?)")) {
            statement.setString(1, actor);
            statement.setString(2, reason);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the instance audit log", e);
        }
    }
}
