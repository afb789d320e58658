package tocsin.testing;

import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Envelopes as SDKs send them. */
public final class Envelopes {

    private Envelopes() {}

    public static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static byte[] of(String id, String event) {
        return ("{\"event_id\":\"" + id + "\"}\n{\"type\":\"event\",\"length\":"
                        + event.getBytes(StandardCharsets.UTF_8).length + "}\n" + event + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends an event as an SDK does and answers its id. */
    public static String send(Samples.Project project, String event) {
        var id = id();
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(of(id, event))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
        return id;
    }

    public static String exception(String type, String value) {
        return """
                {"platform":"java","environment":"test","release":"1.0","tags":{"area":"shop"},"user":{"id":"7"},\
                "exception":{"values":[{"type":"%s","value":"%s","stacktrace":{"frames":[\
                {"filename":"Shop.java","module":"shop.Shop","function":"pay%s","lineno":7,"in_app":true}]}}]}}\
                """.formatted(type, value, type);
    }
}
