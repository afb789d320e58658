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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
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

    /** A plan made while a day's table was empty is kept for the whole day. */
    @Test
    void noPlanThatIsKeptReadsAWholeDay() throws Exception {
        var numbered = new AtomicInteger();
        var query = Pattern.compile("\\?")
                .matcher(LeafSql.storedOf(List.of(LocalDate.now(ZoneOffset.UTC).plusDays(5)), 0))
                .replaceAll(found -> "\\$" + numbered.incrementAndGet());

        var plan = IngestTransaction.of(database, connection -> {
            var lines = new ArrayList<String>();
            try (var statement = connection.createStatement()) {
                statement.execute("set local plan_cache_mode = force_generic_plan");
                statement.execute("prepare kept (text[], bigint[], uuid[]) as " + query);
                try (var rows = statement.executeQuery("explain execute kept ('{}', '{}', '{}')")) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
                statement.execute("deallocate kept");
            }
            return lines;
        });

        assertThat(plan).anyMatch(line -> line.contains("Index")).noneMatch(line -> line.contains("Seq Scan"));
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
