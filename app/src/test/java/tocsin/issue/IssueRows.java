package tocsin.issue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import tocsin.event.OldEvents;
import tocsin.event.Payload;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Issues and events as tests need them: sent as an SDK does, or put into the tables where the time matters. */
final class IssueRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private IssueRows() {}

    /** Sends an event and answers its id. */
    static String send(Samples.Project project, String event) {
        var id = Envelopes.id();
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(Envelopes.of(id, event))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
        return id;
    }

    /** The issue that an event was put into. */
    static long issueOf(String eventId) {
        return Samples.<Long>query("select issue_id from event where event_id = ?::uuid", eventId);
    }

    static long issue(Samples.Project project, long number, String value, Instant lastSeen) {
        return Samples.<Long>query(
                """
                insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, event_count,
                                   first_seen, last_seen, grouping_version)
                values (?, ?, ?, 'KeyError', ?, 'cart.pay', 3, 'python', 1, ?, ?, 1) returning id""",
                project.tenant(),
                project.id(),
                number,
                value,
                lastSeen.atOffset(ZoneOffset.UTC),
                lastSeen.atOffset(ZoneOffset.UTC));
    }

    static void tag(Samples.Project project, long issue, String key, String value) {
        Samples.execute(
                "insert into issue_tag (tenant_id, issue_id, key, value, quantity, last_seen) values (?, ?, ?, ?, 1, now())",
                project.tenant(),
                issue,
                key,
                value);
    }

    static UUID event(Samples.Project project, long issue, Instant receivedAt) {
        return event(project, issue, UUID.randomUUID(), receivedAt);
    }

    static UUID event(Samples.Project project, long issue, UUID id, Instant receivedAt) {
        try (var connection = Postgres.superuser();
                var statement = connection.prepareStatement("""
                        insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level,
                                           platform, environment, title, payload_format, payload)
                        values (?, ?, ?, ?, ?, ?, 3, 'python', 'production', 'KeyError', 2, ?)""")) {
            var json =
                    "{\"event_id\":\"" + id.toString().replace("-", "") + "\",\"exception\":[{\"type\":\"KeyError\"}]}";
            var event = EventParser.parse(JSON.readTree(json), Received.at(receivedAt));
            var at = receivedAt.atOffset(ZoneOffset.UTC);
            for (var value : List.of(1, 2)) {
                statement.setObject(4 + value, at);
            }
            statement.setString(1, project.tenant());
            statement.setLong(2, project.id());
            statement.setObject(3, id);
            statement.setLong(4, issue);
            statement.setBytes(7, Payload.encode(event, Grouping.of(event)));
            statement.execute();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves for days that are past, which the application itself never makes. */
    static void partition(Instant day) {
        OldEvents.leaves(day.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
