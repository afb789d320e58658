package tocsin.digest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.SentryEvent.Tag;

/**
 * One tenant's tally as a row of the journal: JSON, in which issues name their tags by their place in one list, because
 * the events of a batch share most of them. Read only after a crash; written with every batch.
 *
 * <pre>{"tags":[["browser","Firefox 149"],…],
 *  "issues":[{"id":7,"project":1,"events":2,"first":µs,"last":µs,"people":[hash,…],"hours":[[µs,"production",2],…],
 *             "tags":[[0,2],…]},…],
 *  "outcomes":[[1,µs,"error","stored","",key,2],…]}</pre>
 *
 * Times are microseconds since 1970.
 */
final class TallyFormat {

    /** The number of this form in the journal's rows. Another form gets another number. */
    static final short NUMBER = 1;

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonFactory FACTORY = JSON.getFactory();

    private TallyFormat() {}

    static byte[] write(Tally tally) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = FACTORY.createGenerator(bytes)) {
            var places = new LinkedHashMap<Tag, Integer>();
            json.writeStartObject();
            json.writeArrayFieldStart("issues");
            for (var issue : tally.issues()) {
                write(json, issue, places);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("tags");
            for (var tag : places.keySet()) {
                json.writeStartArray();
                json.writeString(tag.key());
                json.writeString(tag.value());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("outcomes");
            for (var row : tally.outcomes.rows().entrySet()) {
                write(json, row.getKey(), row.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, IssueDelta issue, Map<Tag, Integer> places) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", issue.ref.issue());
        json.writeNumberField("project", issue.project);
        json.writeNumberField("events", issue.quantity);
        json.writeNumberField("first", micros(issue.first));
        json.writeNumberField("last", micros(issue.last));
        json.writeArrayFieldStart("people");
        for (long person : issue.persons) {
            json.writeNumber(person);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hours");
        for (var hour : issue.hours.entrySet()) {
            json.writeStartArray();
            json.writeNumber(micros(hour.getKey().hour()));
            json.writeString(hour.getKey().environment());
            json.writeNumber(hour.getValue().quantity);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tags");
        for (var tag : issue.tags.entrySet()) {
            json.writeStartArray();
            json.writeNumber(places.computeIfAbsent(tag.getKey(), t -> places.size()));
            json.writeNumber(tag.getValue().quantity);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Outcomes.Row row, long quantity) throws IOException {
        json.writeStartArray();
        json.writeNumber(row.project());
        json.writeNumber(micros(row.hour()));
        json.writeString(row.category());
        json.writeString(row.outcome());
        json.writeString(row.reason());
        json.writeNumber(row.key());
        json.writeNumber(quantity);
        json.writeEndArray();
    }

    /** @throws IllegalArgumentException when a newer release wrote this */
    static Tally read(String tenant, int format, byte[] counts) {
        if (format != NUMBER) {
            throw new IllegalArgumentException("Counts in format " + format + " are newer than this release");
        }
        try {
            var json = JSON.readTree(counts);
            var tags = new ArrayList<Tag>();
            json.path("tags")
                    .forEach(tag ->
                            tags.add(new Tag(tag.path(0).asText(), tag.path(1).asText())));
            var tally = new Tally();
            json.path("issues").forEach(issue -> read(tally, tenant, issue, tags));
            json.path("outcomes")
                    .forEach(row -> tally.outcomes.add(
                            new Outcomes.Row(
                                    tenant,
                                    row.path(0).asLong(),
                                    instant(row.path(1)),
                                    row.path(2).asText(),
                                    row.path(3).asText(),
                                    row.path(4).asText(),
                                    row.path(5).asLong()),
                            row.path(6).asLong()));
            return tally;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Tally tally, String tenant, JsonNode json, List<Tag> tags) {
        var ref = new IssueDelta.Ref(tenant, json.path("id").asLong());
        var issue = tally.issue(ref, json.path("project").asLong());
        issue.quantity = json.path("events").asLong();
        issue.first = instant(json.path("first"));
        issue.last = instant(json.path("last"));
        json.path("people").forEach(person -> issue.persons.add(person.asLong()));
        json.path("hours")
                .forEach(hour -> IssueDelta.Count.add(
                        issue.hours,
                        new IssueDelta.Hour(instant(hour.path(0)), hour.path(1).asText()),
                        hour.path(2).asLong()));
        json.path("tags")
                .forEach(tag -> IssueDelta.Count.add(
                        issue.tags, tags.get(tag.path(0).asInt()), tag.path(1).asLong()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(JsonNode micros) {
        return Instant.EPOCH.plus(micros.asLong(), ChronoUnit.MICROS);
    }
}
