package tocsin.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Origin;
import tocsin.project.ProjectKeys;
import tocsin.sensor.Enrolling;
import tocsin.sensor.Enrolling.Newcomer;
import tocsin.sensor.SensorToken;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.SentryAuth;

/** Lets programs enrol as sensors, tells them who they are, and gives them a new token for the old one. */
@ApplicationScoped
class SensorIntake {

    private static final long MAX_BODY = 16 * 1024;
    private static final int MAX_TEXT = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Enrolling enrolling;
    private final Intake intake;
    private final ProjectKeys projectKeys;
    private final SensorKeys keys;
    private final Room room;
    private final Clock clock = Clock.systemUTC();

    SensorIntake(Enrolling enrolling, Intake intake, ProjectKeys projectKeys, SensorKeys keys, Room room) {
        this.enrolling = enrolling;
        this.intake = intake;
        this.projectKeys = projectKeys;
        this.keys = keys;
        this.room = room;
    }

    CompletableFuture<Answer> enrol(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var token = sender.bearer()
                .orElseThrow(
                        () -> new IngestRefused(401, "the token of an enrolment is missing: Authorization: Bearer …"));
        if (!sender.mediaType().equals("application/json")) {
            throw new IngestRefused(415, "send application/json");
        }
        var said = read(body, sender.contentEncoding());
        var name = text(said, "name");
        if (name == null) {
            throw new IngestRefused(400, "name is missing: by which people know the sensor");
        }
        var enrolled = enrolling
                .enrol(token, new Newcomer(name, text(said, "version"), sender.ip()))
                .orElseThrow(() -> new IngestRefused(401, "this token lets nobody enrol, or nobody any more"));
        return answer(
                201,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sensorId", enrolled.sensorId().toString())
                        .put("token", enrolled.token())
                        .put("dsn", enrolled.dsn()));
    }

    CompletableFuture<Answer> self(Asked asked, InputStream body) {
        var proven = keys.prove(asked.sender());
        var origin = origin(proven);
        var sensor = proven.sensor();
        var self = JsonNodeFactory.instance
                .objectNode()
                .put("sensorId", sensor.id().toString())
                .put("name", sensor.name())
                .put("project", Long.toString(origin.project()))
                .put("dsn", projectKeys.dsn(sensor.publicKey(), origin.project()));
        if (proven.renewBy() != null) {
            self.put("renewTokenBy", proven.renewBy().toString());
        }
        return answer(200, self);
    }

    /** Signed with the newest key. The old token is good for as long as its key is. */
    CompletableFuture<Answer> renew(Asked asked, InputStream body) {
        var proven = keys.prove(asked.sender());
        origin(proven);
        var sensor = proven.sensor();
        var current = sensor.signingKeys().getFirst();
        return answer(
                201,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sensorId", sensor.id().toString())
                        .put("token", SensorToken.sign(sensor.id(), current.id(), current.secret(), clock.instant())));
    }

    /** Of the sensor's own key, which may be refused as any other: with its project, or its organization. */
    Origin origin(SensorKeys.Proven proven) {
        try {
            return intake.origin(new SentryAuth(proven.sensor().publicKey(), 7, null));
        } catch (IngestRefused refused) {
            throw new IngestRefused(403, "the sensor's project takes nothing now");
        }
    }

    private JsonNode read(InputStream body, String contentEncoding) throws IOException {
        try (var in = new LimitedInputStream(Decoding.of(body, contentEncoding, room.memory()), "body", MAX_BODY)) {
            var said = JSON.readTree(in.readAllBytes());
            if (said != null && said.isObject()) {
                return said;
            }
            throw new IngestRefused(400, "the body is no JSON object");
        } catch (JsonProcessingException e) {
            throw new IngestRefused(400, "the body is no JSON object");
        }
    }

    /** Null when it is not said. */
    private static String text(JsonNode said, String name) {
        var value = said.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        var text = value.isTextual() ? value.textValue().strip() : "";
        if (text.isEmpty()
                || text.length() > MAX_TEXT
                || text.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw new IngestRefused(400, name + " is a text of 1 to " + MAX_TEXT + " characters in one line");
        }
        return text;
    }

    private static CompletableFuture<Answer> answer(int status, ObjectNode json) {
        return CompletableFuture.completedFuture(
                Answer.json(status, Map.of("Cache-Control", "no-store"), json.toString()));
    }
}
