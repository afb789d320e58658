package tocsin.command;

import io.restassured.RestAssured;
import java.net.URI;
import tocsin.testing.Envelopes;

/** Sends to a DSN that a command printed, wherever the application of the test listens. */
final class Dsns {

    private Dsns() {}

    static void send(String dsn) {
        var address = URI.create(dsn);
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + address.getUserInfo())
                .body(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")))
                .post("/api" + address.getPath() + "/envelope/")
                .then()
                .statusCode(200);
    }
}
