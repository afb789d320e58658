package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** An event that is being written while its issue, project or organization is deleted goes with it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DeletionTest {

    private final Samples.Project project = Samples.project();
    private final People.Somebody owner = People.member(project.organization(), Role.OWNER);
    private final String token = People.token(project.organization(), owner);
    private final long issue = IssueRows.issue(project, 1, "a", Instant.parse("2026-11-21T12:00:00Z"));

    @Test
    void withItsIssue() throws Exception {
        deletedWhileWriting(() -> api("/api/0/issues/" + issue + "/"), 202);
    }

    @Test
    void withItsProject() throws Exception {
        deletedWhileWriting(
                () -> form("/" + project.organization().slug() + "/web/settings/delete", project.slug()), 303);
    }

    @Test
    void withItsOrganization() throws Exception {
        var slug = project.organization().slug();
        deletedWhileWriting(() -> form("/" + slug + "/settings/delete", slug), 303);
    }

    private void deletedWhileWriting(IntSupplier deletion, int status) throws Exception {
        try (var ingest = Postgres.superuser()) {
            ingest.setAutoCommit(false);
            write(ingest);
            var answer = CompletableFuture.supplyAsync(deletion::getAsInt);
            // Long enough for it to come to the rows that are locked.
            Thread.sleep(1500);
            ingest.commit();
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(status);
        }
        assertThat(Samples.<Long>query("select count(*) from event where tenant_id = ?", project.tenant()))
                .isZero();
    }

    /** The locks that a batch takes, and one event. */
    private void write(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with locked as (update issue set event_count = event_count + 1 where id = ? returning 1),
                     hour as (insert into project_counter (tenant_id, project_id) values (?, ?)
                              on conflict do nothing returning 1),
                     parent as (select 1 from project where id = ? for key share)
                insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,
                                   environment, title, payload_format, payload)
                select ?, ?, ?, ?, now(), now(), 3, 'python', 'test', 'KeyError', 1, ''::bytea
                where exists (select from parent)""")) {
            statement.setLong(1, issue);
            statement.setString(2, project.tenant());
            statement.setLong(3, project.id());
            statement.setLong(4, project.id());
            statement.setString(5, project.tenant());
            statement.setLong(6, project.id());
            statement.setObject(7, UUID.randomUUID());
            statement.setLong(8, issue);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private int api(String path) {
        return io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .delete(path)
                .statusCode();
    }

    private int form(String path, String confirm) {
        return io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .cookie(People.COOKIE, owner.session())
                .formParam("_csrf", owner.csrf())
                .formParam("confirm", confirm)
                .post(path)
                .statusCode();
    }
}
