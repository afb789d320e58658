package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import tocsin.picture.Picture;
import tocsin.sentry.Feedback;
import tocsin.sentry.Received;
import tocsin.testing.Envelopes;
import tocsin.testing.Samples;

/** What tests hand over to be written, and what they find of it. */
final class Submissions {

    private Submissions() {}

    static Submission of(Samples.Project project, Accepted item) {
        return new Submission(origin(project), List.of(item));
    }

    /** As precise as the database is. */
    static Origin origin(Samples.Project project) {
        return new Origin(project.tenant(), project.id(), project.keyId(), now());
    }

    /** One of an issue that is named so, which happened to that person. */
    static Accepted.Stored event(String type, String person) {
        var json = Envelopes.exception(type, "it broke").replace("\"id\":\"7\"", "\"id\":\"" + person + "\"");
        return (Accepted.Stored)
                EventDigest.of(json.getBytes(StandardCharsets.UTF_8), Received.at(now()), UUID.randomUUID());
    }

    static Accepted.File file(UUID event, byte[] content) {
        return new Accepted.File(
                new FileHead(
                        event,
                        UUID.randomUUID(),
                        "log.txt",
                        "event.attachment",
                        null,
                        content.length,
                        new byte[32],
                        Picture.State.values()[0]),
                content);
    }

    static Accepted.Words words(String email, UUID event) {
        return new Accepted.Words(
                new Said(UUID.randomUUID(), new Feedback("ouch", null, email, null, event, "test", null)));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** One that happened then, and was received now. */
    static Accepted.Stored event(String type, Instant at) {
        var json = Envelopes.exception(type, "it broke").replaceFirst("\\{", "{\"timestamp\":\"" + at + "\",");
        return (Accepted.Stored)
                EventDigest.of(json.getBytes(StandardCharsets.UTF_8), Received.at(now()), UUID.randomUUID());
    }

    /** Each with its type, its events and its people. */
    static List<String> issues(Samples.Project project) {
        var rows = Samples.<String>query(
                "select string_agg(type || ' ' || event_count || ' ' || user_count, ',') from issue where tenant_id = ?",
                project.tenant());
        return rows == null ? List.of() : List.of(rows.split(","));
    }

    /** Of the tenant's rows. */
    static long number(Samples.Project project, String table, String expression) {
        return Samples.<Long>query(
                "select coalesce(" + expression + ", 0)::bigint from " + table + " where tenant_id = ?",
                project.tenant());
    }

    /** Batches that cannot be written now because somebody holds the list of those that were. */
    static long waitingForRounds() {
        return Samples.<Long>query("select count(*) from pg_locks l join pg_stat_activity a using (pid)"
                + " where not granted and relation = 'digest_round'::regclass and usename = 'tocsin_ingest'");
    }
}
