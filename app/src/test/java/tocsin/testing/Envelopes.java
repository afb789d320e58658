package tocsin.testing;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Envelopes as SDKs send them. */
public final class Envelopes {

    private Envelopes() {}

    public static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** The id as the database has it. */
    public static UUID uuid(String id) {
        return UUID.fromString(id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    public static byte[] of(String id, String event) {
        return ("{\"event_id\":\"" + id + "\"}\n{\"type\":\"event\",\"length\":"
                        + event.getBytes(StandardCharsets.UTF_8).length + "}\n" + event + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends an event as an SDK does and answers its id. */
    public static String send(Samples.Project project, String event) {
        var id = id();
        request(project)
                .body(of(id, event))
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
        return id;
    }

    public static String send(Samples.Project project, String type, String value) {
        return send(project, exception(type, value));
    }

    /** With bytes as they are, and the key in the header. */
    public static RequestSpecification request(Samples.Project project) {
        return request().header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key());
    }

    /** With bytes as they are, and no key. */
    public static RequestSpecification request() {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-sentry-envelope", ContentType.BINARY)))
                .contentType("application/x-sentry-envelope");
    }

    public static String exception(String type, String value) {
        return """
                {"platform":"java","environment":"test","release":"1.0","tags":{"area":"shop"},"user":{"id":"7"},\
                "exception":{"values":[{"type":"%s","value":"%s","stacktrace":{"frames":[\
                {"filename":"Shop.java","module":"shop.Shop","function":"pay%s","lineno":7,"in_app":true}]}}]}}\
                """.formatted(type, value, type);
    }
}
