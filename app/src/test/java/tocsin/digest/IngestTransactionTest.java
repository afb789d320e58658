package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IngestTransactionTest {

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    private final Samples.Project project = Samples.project();

    @Test
    void whatWasDoneBeforeAnErrorIsRolledBack() {
        var error = new StackOverflowError("deep");

        assertThatThrownBy(() -> IngestTransaction.of(database, connection -> {
                    count(connection);
                    throw error;
                }))
                .isSameAs(error);

        assertThat(counters()).isZero();
    }

    @Test
    void whatWasDoneIsCommitted() throws Exception {
        IngestTransaction.of(database, connection -> {
            count(connection);
            return null;
        });

        assertThat(counters()).isEqualTo(1);
    }

    private void count(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert into project_counter (tenant_id, project_id) values (?, ?)")) {
            statement.setString(1, project.tenant());
            statement.setLong(2, project.id());
            statement.executeUpdate();
        }
    }

    private long counters() {
        return Samples.<Long>query("select count(*) from project_counter where tenant_id = ?", project.tenant());
    }
}
