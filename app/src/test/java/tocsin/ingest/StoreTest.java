package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What SDKs sent before there were envelopes. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class StoreTest {

    private static final String EVENT = Envelopes.exception("Boom", "it broke");

    private final Samples.Project project = Samples.project();

    @Test
    void oldSdksSendPlainOrPackedJsonToStore() throws IOException {
        store(EVENT.getBytes(StandardCharsets.UTF_8)).statusCode(200).body("id", not(equalTo(null)));
        store(Base64.getEncoder().encode(deflate(EVENT.getBytes(StandardCharsets.UTF_8))))
                .statusCode(200);
        store(new byte[0]).statusCode(400);
        store("[]".getBytes()).statusCode(400);
        assertThat(outcome(project, "error", "stored")).isEqualTo(2);
    }

    @Test
    void theOldestAddressFindsTheProjectByItsKey() {
        Envelopes.request(project)
                .body(EVENT.getBytes(StandardCharsets.UTF_8))
                .post("/api/store/")
                .then()
                .statusCode(200);
        Envelopes.request()
                .body(EVENT.getBytes(StandardCharsets.UTF_8))
                .post("/api/store/")
                .then()
                .statusCode(401);
        Envelopes.request()
                .queryParam("sentry_key", "0".repeat(32))
                .body(EVENT.getBytes(StandardCharsets.UTF_8))
                .post("/api/store/")
                .then()
                .statusCode(403);

        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    @Test
    void aPictureMayCarryAnEvent() throws IOException {
        var packed = Base64.getEncoder().encodeToString(deflate(EVENT.getBytes(StandardCharsets.UTF_8)));
        for (var data : new String[] {EVENT, packed}) {
            var dot = Envelopes.request()
                    .queryParam("sentry_key", project.key())
                    .queryParam("sentry_data", data)
                    .get("/api/" + project.id() + "/store/");
            dot.then().statusCode(200).contentType("image/gif").header("Access-Control-Allow-Origin", "*");
            assertThat(new String(dot.asByteArray(), 0, 6, StandardCharsets.US_ASCII))
                    .isEqualTo("GIF89a");
        }
        Envelopes.request()
                .queryParam("sentry_key", project.key())
                .get("/api/" + project.id() + "/store/")
                .then()
                .statusCode(400);

        assertThat(outcome(project, "error", "stored")).isEqualTo(2);
    }

    private ValidatableResponse store(byte[] body) {
        return Envelopes.request(project)
                .body(body)
                .post("/api/" + project.id() + "/store/")
                .then();
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new DeflaterOutputStream(out)) {
            packed.write(plain);
        }
        return out.toByteArray();
    }
}
