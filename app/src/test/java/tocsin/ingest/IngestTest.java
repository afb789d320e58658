package tocsin.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static tocsin.testing.Envelopes.uuid;
import static tocsin.testing.Samples.outcome;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IngestTest {

    private static final String EVENT = Envelopes.exception("Boom", "it broke");

    private static final String SESSION =
            "{\"sid\":\"7\",\"started\":\"2026-01-02T03:04:05Z\",\"status\":\"ok\",\"attrs\":{\"release\":\"1\"}}";

    private Samples.Project project;

    @BeforeEach
    void newProject() {
        project = Samples.project();
    }

    @Test
    void anAcceptedEventIsCommittedUnderItsIssue() {
        var id = Envelopes.id();

        send(Envelopes.request(project), Envelopes.of(id, EVENT))
                .statusCode(200)
                .body("id", equalTo(id));

        assertThat(issueOf(id)).isNotNull();
        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    @Test
    void withAndWithoutATrailingSlashAreTheSame() {
        for (var path : new String[] {"envelope", "envelope/"}) {
            Envelopes.request(project)
                    .body(Envelopes.of(Envelopes.id(), EVENT))
                    .post("/api/" + project.id() + "/" + path)
                    .then()
                    .statusCode(200);
        }
    }

    /** As curl names any data, and as old browser SDKs did: no form is made of it, and none of its limits hold. */
    @Test
    void anEventThatCallsItselfAFormIsStillAnEvent() {
        var event = EVENT.replace("it broke", "it broke " + "a=b&".repeat(5_000));

        given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)))
                .queryParam("sentry_key", project.key())
                .contentType("application/x-www-form-urlencoded")
                .body(event)
                .post("/api/" + project.id() + "/store/")
                .then()
                .statusCode(200);

        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    @Test
    void theKeyIsTakenFromEachOfTheFourPlaces() {
        var authorized = "Sentry sentry_version=7, sentry_client=test/1, sentry_key=" + project.key();
        send(Envelopes.request().header("X-Sentry-Auth", authorized), body()).statusCode(200);
        send(Envelopes.request().header("Authorization", authorized), body()).statusCode(200);
        send(Envelopes.request().queryParam("sentry_key", project.key()), body())
                .statusCode(200);
        var tunnelled = new String(body(), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"dsn\":\"http://" + project.key() + "@localhost/" + project.id() + "\",");
        send(Envelopes.request(), tunnelled.getBytes(StandardCharsets.UTF_8)).statusCode(200);
    }

    @Test
    void twoDifferentKeysAreAmbiguousAndTheSameTwiceIsNot() {
        var other = Samples.project();
        send(Envelopes.request(project).queryParam("sentry_key", other.key()), body())
                .statusCode(401);
        send(Envelopes.request(project).queryParam("sentry_key", project.key()), body())
                .statusCode(200);
    }

    @Test
    void withoutAKeyTheAnswerIs401() {
        send(Envelopes.request(), body())
                .statusCode(401)
                .body("detail", notNullValue())
                .header("X-Sentry-Error", notNullValue())
                .header("Access-Control-Allow-Origin", "*");
    }

    @Test
    void unknownForeignAndDisabledKeysAre403() {
        var stranger = Samples.project();
        send(Envelopes.request().queryParam("sentry_key", "0".repeat(32)), body())
                .statusCode(403);
        send(Envelopes.request().queryParam("sentry_key", stranger.key()), body())
                .statusCode(403)
                .body("detail", equalTo("event submission rejected with_reason: ProjectId"));
        Samples.execute("update project_key set status = 'DISABLED' where id = ?", project.keyId());
        send(Envelopes.request(project), body()).statusCode(403);
    }

    @Test
    void everyCompressionIsUndone() throws IOException {
        Brotli4jLoader.ensureAvailability();
        var plain = body();
        send(Envelopes.request(project).header("Content-Encoding", "gzip"), gzip(body()))
                .statusCode(200);
        send(Envelopes.request(project).header("Content-Encoding", "deflate"), deflate(body()))
                .statusCode(200);
        send(Envelopes.request(project).header("Content-Encoding", "br"), Encoder.compress(body()))
                .statusCode(200);
        send(Envelopes.request(project).header("Content-Encoding", "zstd"), zstd(plain))
                .statusCode(200);
        assertThat(outcome(project, "error", "stored")).isEqualTo(4);
    }

    @Test
    void anUnknownOrDamagedCompressionIsToldSo() throws IOException {
        send(Envelopes.request(project).header("Content-Encoding", "lzma"), body())
                .statusCode(415);
        for (var encoding : new String[] {"gzip", "deflate", "br", "zstd"}) {
            send(
                            Envelopes.request(project).header("Content-Encoding", encoding),
                            "this is not compressed at all".getBytes())
                    .statusCode(400);
        }
        send(Envelopes.request(project).header("Content-Encoding", "gzip"), Arrays.copyOf(gzip(body()), 60))
                .statusCode(400);
        // Counted after the answer, because nobody waits for it.
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(outcome(project, "error", "invalid")).isEqualTo(6));
    }

    @Test
    void zerosThatInflateToAHundredMegabytesAreRefused() throws IOException {
        var zeros = new byte[100 * 1024 * 1024];
        send(Envelopes.request(project).header("Content-Encoding", "gzip"), gzip(zeros))
                .statusCode(400);
        send(Envelopes.request(project).header("Content-Encoding", "zstd"), zstd(zeros))
                .statusCode(400);
        Brotli4jLoader.ensureAvailability();
        send(Envelopes.request(project).header("Content-Encoding", "br"), Encoder.compress(zeros))
                .statusCode(400);
        Envelopes.request()
                .queryParam("sentry_key", project.key())
                .header("Content-Encoding", "gzip")
                .body(gzip(zeros))
                .post("/api/" + project.id() + "/store/")
                .then()
                .statusCode(413);
    }

    @Test
    void brokenEnvelopesAre400() {
        var id = Envelopes.id();
        for (var body : new String[] {
            "",
            "\n",
            "no json\n",
            "{}\n{\"type\":\"event\",\"length\":500}\n{}",
            "{}\n{\"length\":2}\n{}",
            "{}\n{\"type\":\"event\",\"length\":-1}\n{}",
            "{}\n{\"type\":\"event\"}\n[1,2]",
            "{}\n{\"type\":\"event\"}\nnot json",
            "{\"event_id\":\"" + id + "\"}\n{\"type\":\"event\"}\n{}\n{\"type\":\"event\"}\n{}",
        }) {
            send(Envelopes.request(project), body.getBytes(StandardCharsets.UTF_8))
                    .statusCode(400);
        }
    }

    @Test
    void oddEventsAreStoredAllTheSame() {
        var odd = new String[] {
            "{\"message\":\"a\\u0000b\"}",
            "{\"message\":\"\\ud800 lone\"}",
            "{\"timestamp\":\"50000-01-01T00:00:00Z\",\"message\":\"late\"}",
            "{\"message\":\"one\",\"message\":\"two\"}",
            "{\"extra\":{\"x\":NaN},\"message\":\"nan\"}",
            "{\"exception\":{\"values\":[{\"type\":\"E\",\"stacktrace\":{\"frames\":[null,{\"lineno\":-5}]}}]}}",
            "{\"extra\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "{}",
        };
        for (var event : odd) {
            var id = Envelopes.id();
            send(Envelopes.request(project), Envelopes.of(id, event))
                    .statusCode(200)
                    .body("id", equalTo(id));
            assertThat(issueOf(id))
                    .as(event.substring(0, Math.min(60, event.length())))
                    .isNotNull();
        }
        var invalid = Envelopes.of(Envelopes.id(), "{\"message\":\"....\"}");
        var at = new String(invalid, StandardCharsets.ISO_8859_1).indexOf("....");
        invalid[at] = (byte) 0xff;
        invalid[at + 1] = (byte) 0xc0;
        send(Envelopes.request(project), invalid).statusCode(200);
        assertThat(outcome(project, "error", "unprocessed")).isZero();
    }

    @Test
    void everyRealEventIsStored() throws IOException {
        try (var files = Files.walk(Path.of("src/test/resources/events"))) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                var response = Envelopes.request(project)
                        .body(Files.readAllBytes(file))
                        .post("/api/" + project.id() + "/store/");
                assertThat(response.statusCode()).as(file.toString()).isEqualTo(200);
                var stored = issueOf(response.jsonPath().getString("id"));
                assertThat(stored).as(file.toString()).isNotNull();
            }
        }
        assertThat(outcome(project, "error", "unprocessed")).isZero();
        assertThat(outcome(project, "error", "stored")).isGreaterThan(80);
    }

    @Test
    void theSameEventCountsOnce() {
        var id = Envelopes.id();

        send(Envelopes.request(project), Envelopes.of(id, EVENT)).statusCode(200);
        send(Envelopes.request(project), Envelopes.of(id, EVENT))
                .statusCode(200)
                .body("id", equalTo(id));

        assertThat(Samples.<Long>query("select event_count from issue where tenant_id = ?", project.tenant()))
                .isEqualTo(1);
        assertThat(outcome(project, "error", "filtered")).isEqualTo(1);
    }

    @Test
    void theSameEventCountsOnceOverMidnight() {
        var id = Envelopes.id();
        send(Envelopes.request(project), Envelopes.of(id, EVENT)).statusCode(200);
        Samples.execute("update event set received_at = received_at - interval '1 day' where event_id = ?", uuid(id));

        send(Envelopes.request(project), Envelopes.of(id, EVENT)).statusCode(200);

        assertThat(Samples.<Long>query("select count(*) from event where event_id = ?", uuid(id)))
                .isEqualTo(1);
    }

    @Test
    void whatIsNotStoredIsCounted() {
        var envelope = "{}\n{\"type\":\"session\"}\n" + SESSION + "\n{\"type\":\"brand_new\"}\n{}\n";

        send(Envelopes.request(project), envelope.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body(is("{}"));

        assertThat(outcome(project, "session", "not_stored")).isEqualTo(1);
        assertThat(outcome(project, "default", "not_stored")).isEqualTo(1);
    }

    @Test
    void anEventAboveTheLimitIsCountedAndItsNeighbourKept() {
        var envelope = "{}\n{\"type\":\"session\"}\n" + SESSION + "\n{\"type\":\"event\"}\n{\"message\":\""
                + "x".repeat(1_100_000) + "\"}\n";

        send(Envelopes.request(project), envelope.getBytes(StandardCharsets.UTF_8))
                .statusCode(200);

        assertThat(outcome(project, "error", "invalid")).isEqualTo(1);
        assertThat(outcome(project, "session", "not_stored")).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseIsAwaySendersAreAskedToComeBack() {
        send(Envelopes.request(project), body()).statusCode(200);
        try {
            IngestDatabase.away();
            // A connection that died unnoticed may cost one try; none of them is answered 200.
            for (int attempt = 0; attempt < 3; attempt++) {
                send(Envelopes.request(project), body()).statusCode(503).header("Retry-After", notNullValue());
            }
        } finally {
            IngestDatabase.back();
        }
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .untilAsserted(() -> send(Envelopes.request(project), body()).statusCode(200));
    }

    @Test
    void aDatabaseThatIsBackAfterARestartCostsNobodyAnEvent() throws InterruptedException {
        send(Envelopes.request(project), body()).statusCode(200);
        IngestDatabase.closeConnections();
        // One that was used just now is not tried before.
        Thread.sleep(200);

        for (int n = 0; n < 3; n++) {
            send(Envelopes.request(project), body()).statusCode(200);
        }
    }

    @Test
    void browsersMayAskFirst() {
        given().header("Origin", "https://shop.example")
                .options("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", org.hamcrest.Matchers.containsString("x-sentry-auth"));
    }

    private ValidatableResponse send(RequestSpecification request, byte[] body) {
        return request.body(body).post("/api/" + project.id() + "/envelope/").then();
    }

    private byte[] body() {
        return Envelopes.of(Envelopes.id(), EVENT);
    }

    private Long issueOf(String id) {
        return Samples.query(
                "select issue_id from event where tenant_id = ? and event_id = ?", project.tenant(), uuid(id));
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] pack(byte[] plain, Packing packing) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = packing.around(out)) {
            packed.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        return pack(plain, GZIPOutputStream::new);
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        return pack(plain, DeflaterOutputStream::new);
    }

    private static byte[] zstd(byte[] plain) {
        var compressor = new ZstdJavaCompressor();
        var packed = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
    }
}
