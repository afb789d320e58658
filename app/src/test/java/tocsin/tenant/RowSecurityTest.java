package tocsin.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class RowSecurityTest {

    @Inject
    DataSource database;

    @Inject
    Tenants tenants;

    @Test
    void nativeSqlSeesTheCurrentTenantOnly() {
        var acme = Samples.project();
        var globex = Samples.project();

        assertThat(CurrentTenant.as(acme.tenant(), () -> projects())).containsExactly(acme.id());
        assertThat(CurrentTenant.as(globex.tenant(), () -> projects())).containsExactly(globex.id());
    }

    @Test
    void withoutATenantThereAreNoRows() {
        Samples.project();

        assertThat(CurrentTenant.inOwnContext(() -> projects())).isEmpty();
    }

    @Test
    void aForeignRowCannotBeWritten() {
        var acme = Samples.organization();
        var globex = Samples.organization();

        assertThatThrownBy(() -> CurrentTenant.as(
                        acme.tenant(),
                        () -> update("insert into team (tenant_id, slug, name) values ('" + globex.tenant()
                                + "', 'spies', 'Spies')")))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void theDoorSettingOpensNothingForTheApplication() throws SQLException {
        Samples.project();
        try (var connection = Postgres.app();
                var statement = connection.createStatement()) {
            statement.execute("set tocsin.door = 'open'");

            assertThat(count(connection, "project")).isZero();
        }
    }

    @Test
    void theApplicationCannotNameALeafOfTheEvents() throws SQLException {
        var leaf = Samples.<String>query("select 'event_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')");
        try (var connection = Postgres.app()) {
            assertThatThrownBy(() -> count(connection, leaf)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void theIngestWriterCannotReadPayloads() throws SQLException {
        var leaf = Samples.<String>query("select 'event_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')");
        try (var connection = Postgres.ingest();
                var statement = connection.createStatement()) {
            statement.executeQuery("select event_id from " + leaf);

            assertThatThrownBy(() -> statement.executeQuery("select payload from " + leaf))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void workAcrossTenantsIsWrittenDownFirst() {
        var acme = Samples.organization();

        var seen = tenants.unconstrained("test", "count the tenants " + acme.slug(), all -> all);

        assertThat(seen).extracting(Tenant::slug).contains(acme.slug());
        assertThat(Samples.<Long>query(
                        "select count(*) from instance_audit where actor = 'test' and reason = ?",
                        "count the tenants " + acme.slug()))
                .isEqualTo(1L);
    }

    private List<Long> projects() {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select id from project")) {
            var ids = new java.util.ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int update(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
