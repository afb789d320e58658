package tocsin.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** A sensor as a program is one, and what it sends. */
record EnrolledSensor(String id, String token, String dsn) {

    static EnrolledSensor in(Samples.Project project, String name) {
        var answer = tryToEnrol(enrolment(project, 1), name)
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        return new EnrolledSensor(answer.getString("sensorId"), answer.getString("token"), answer.getString("dsn"));
    }

    static String enrolment(Samples.Project project, int most) {
        return Reader.of(project.organization())
                .api()
                .contentType("application/json")
                .body("{\"label\":\"test\",\"hours\":1,\"most\":" + most + "}")
                .post("/api/v1/organizations/" + project.organization().slug() + "/projects/web/enrolments")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    static ValidatableResponse tryToEnrol(String token, String name) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"version\":\"1.2\"}")
                .post("/api/v1/sensor")
                .then();
    }

    static ValidatableResponse send(EnrolledSensor sensor, String type, String body) {
        return as(sensor)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/sensor/events")
                .then();
    }

    static RequestSpecification as(EnrolledSensor sensor) {
        return plain().header("Authorization", "Bearer " + sensor.token());
    }

    static RequestSpecification plain() {
        return given().config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-ndjson", io.restassured.http.ContentType.TEXT)));
    }

    static String event(String id, String message) {
        return event(id, message, "\"level\":\"error\"");
    }

    static String event(String id, String message, String more) {
        return "{\"event_id\":\"" + id + "\",\"message\":\"" + message + "\"," + more + "}";
    }
}
