package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.config.DatabaseAccess;
import tocsin.config.DatabaseRole;
import tocsin.config.DatabaseUrl;
import tocsin.testing.Postgres;

/** What the database is made of, without what is in it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DatabaseCommandTest {

    @Test
    void tablesAreToldWithTheirSizes() throws SQLException {
        var tables = state().tables();

        assertThat(tables).extracting(DatabaseStateSql.Table::name).contains("issue", "outbox");
        assertThat(tables.getFirst().bytes()).isPositive();
        assertThat(state().facts()).extracting(List::getFirst).contains("version", "size", "extensions");
    }

    @Test
    void statementsAreShownWithoutValuesAndWithThePlanThatTheyWouldHave() throws SQLException {
        assertThat(state().statements()).as("without the extension").isEmpty();
        var plan = state().plan("select tenant_id from organization where slug = $1");

        assertThat(String.join("\n", plan)).contains("organization").doesNotContain("no plan");
        assertThat(state().plan("select 1; drop table organization"))
                .containsExactly("no plan: more than one statement");
        assertThat(state().plan("select nothing from nowhere").getFirst()).startsWith("no plan: ");
    }

    private static DatabaseStateSql state() throws SQLException {
        try (var connection = Postgres.superuser()) {
            var address = connection.getMetaData().getURL().replaceFirst("^jdbc:", "");
            var url = DatabaseUrl.parse(
                    address.replaceFirst("://", "://tocsin_owner:tocsin_owner@").replaceFirst("\\?.*", ""));
            return new DatabaseStateSql(new DatabaseAccess(DatabaseRole.OWNER, url, false));
        }
    }
}
