package tocsin.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;
import tocsin.testing.Samples;

/** Events of days that are past, in leaves which the application itself never makes. */
public final class OldEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OldEvents() {}

    /** An issue that counts so many events. */
    public static long issue(Samples.Project project, long number, long events) {
        return Samples.<Long>query(
                "insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, event_count,"
                        + " user_count, first_seen, last_seen, grouping_version)"
                        + " values (?, ?, ?, 'KeyError', 'old', 'cart.pay', 3, 'python', ?, 7,"
                        + " '2026-01-02T03:04:05Z', now(), 1) returning id",
                project.tenant(),
                project.id(),
                number,
                events);
    }

    /** As the application makes them ahead of time. */
    public static void leaves(LocalDate day) {
        var suffix = "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
        for (var family : List.of("event", "attachment", "attachment_chunk", "feedback")) {
            if (Samples.query("select to_regclass(?)::text", family + suffix) == null) {
                Samples.execute("create table " + family + suffix + " partition of "
                        + (family.equals("event") ? "event_recent" : family) + " for values from ('" + day
                        + " 00:00Z') to ('" + day.plusDays(1) + " 00:00Z')");
                Samples.execute("alter table " + family + suffix + " owner to tocsin_owner");
                if (!family.equals("attachment_chunk")) {
                    Samples.execute("create unique index on " + family + suffix + " (tenant_id, project_id, "
                            + (family.equals("event")
                                    ? "event_id"
                                    : family.equals("attachment") ? "event_id, attachment_id" : "feedback_id")
                            + ")");
                }
            }
        }
    }

    public static UUID event(Samples.Project project, long issue, LocalDate day, String time) {
        return event(
                project,
                issue,
                day.atTime(java.time.LocalTime.parse(time)).toInstant(ZoneOffset.UTC),
                "test",
                null,
                "{}");
    }

    /** With a user in JSON, as SDKs send it. */
    public static UUID event(
            Samples.Project project, long issue, Instant at, String environment, String release, String user) {
        leaves(at.atZone(ZoneOffset.UTC).toLocalDate());
        try {
            var id = UUID.randomUUID();
            var json = "{\"event_id\":\"" + id.toString().replace("-", "")
                    + "\",\"exception\":[{\"type\":\"KeyError\"}],\"user\":" + user + "}";
            var event = EventParser.parse(JSON.readTree(json), Received.at(at));
            var time = at.atOffset(ZoneOffset.UTC);
            Samples.execute(
                    "insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level,"
                            + " platform, environment, release, title, person, payload_format, payload)"
                            + " values (?, ?, ?, ?, ?, ?, 3, 'python', ?, ?, 'KeyError', ?, 2, ?)",
                    project.tenant(),
                    project.id(),
                    id,
                    issue,
                    time,
                    time,
                    environment,
                    release,
                    event.user() == null ? null : event.user().identity(),
                    Payload.encode(event, Grouping.of(event)));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The days that have a leaf. */
    public static List<LocalDate> days() {
        return Stream.of(Samples.<String>query("select string_agg(day::text, ' ') from event_partitions() day")
                        .split(" "))
                .map(LocalDate::parse)
                .toList();
    }
}
