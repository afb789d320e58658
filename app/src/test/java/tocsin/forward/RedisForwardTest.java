package tocsin.forward;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.Envelopes;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.RedisServer;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class RedisForwardTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static RedisServer redis;

    private Samples.Project project;
    private String token;

    @BeforeAll
    static void startRedis() throws IOException, InterruptedException {
        redis = new RedisServer();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void newProject() throws IOException, InterruptedException {
        redis.ask("FLUSHALL");
        project = Samples.project();
        token = People.token(project.organization(), Role.OWNER);
    }

    @Test
    void aListGrowsByEachNewIssue() throws IOException, InterruptedException {
        create("redis-list", "bells", Map.of());
        Envelopes.send(project, "First", "ding");
        await().atMost(20, SECONDS).until(() -> redis.ask("LLEN", "bells").equals("1"));
        Envelopes.send(project, "Second", "dong");
        await().atMost(20, SECONDS).until(() -> redis.ask("LLEN", "bells").equals("2"));

        assertThat(JSON.readTree(redis.ask("LINDEX", "bells", "0"))
                        .path("issue")
                        .path("title")
                        .asText())
                .isEqualTo("First: ding");
    }

    @Test
    void aStreamGetsIdTypeAndData() throws IOException, InterruptedException {
        create("redis-stream", "tower", Map.of());

        Envelopes.send(project, "Stream", "of bells");

        await().atMost(20, SECONDS).until(() -> redis.ask("XLEN", "tower").equals("1"));
        var entry = redis.ask("XRANGE", "tower", "-", "+").lines().toList();
        assertThat(entry.subList(1, 6)).contains("id", "type", "issue.opened", "data");
        assertThat(JSON.readTree(entry.getLast()).path("id").asText()).isEqualTo(entry.get(2));
    }

    @Test
    void aWrongPasswordIsToldAndNotRepeated() {
        var forward = create("redis-list", "bells", Map.of("secret", "wrong-rope"));

        api().post(path("forwards/" + forward + "/samples"))
                .then()
                .statusCode(200)
                .body("taken", equalTo(false))
                .body("said", containsString("WRONGPASS"))
                .body("said", not(containsString("wrong-rope")));
        api().get(path("forwards")).then().body(not(containsString("wrong-rope")));
        api().get("/api/v1/organizations/" + project.organization().slug() + "/audit")
                .then()
                .body(containsString("forward.create"))
                .body(not(containsString("wrong-rope")));
    }

    @Test
    void aListThatIsNoneIsToldWhereDeliveriesAreSeen() throws IOException, InterruptedException {
        redis.ask("SET", "word", "no list");
        create("redis-list", "word", Map.of());

        Envelopes.send(project, "Wrong", "type");

        await().atMost(20, SECONDS).untilAsserted(() -> api().get(
                        "/api/v1/organizations/" + project.organization().slug() + "/deliveries?state=waiting")
                .then()
                .body("[0].lastError", containsString("WRONGTYPE")));
    }

    @Test
    void theConsumerOfTheDocumentationWorks() throws IOException, InterruptedException {
        create("redis-list", "tocsin", Map.of());
        var script = Files.createTempFile("consumer", ".sh");
        Files.writeString(script, snippet());
        var output = Files.createTempFile("consumer", ".out");
        var builder = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("REDIS", redis.url());
        builder.environment().put("REDISCLI_AUTH", RedisServer.PASSWORD);
        var consumer = builder.start();
        try {
            Envelopes.send(project, "Consumed", "by a shell");

            await().atMost(30, SECONDS).until(() -> Files.readString(output).contains("\n"));
            assertThat(Files.readString(output))
                    .startsWith("issue.opened Consumed: by a shell http")
                    .contains("/" + project.organization().slug() + "/web/issues/");
            await().atMost(10, SECONDS)
                    .until(() -> redis.ask("LLEN", "tocsin").equals("0")
                            && redis.ask("LLEN", "tocsin:doing").equals("0"));
        } finally {
            consumer.descendants().forEach(ProcessHandle::destroy);
            consumer.destroy();
        }
    }

    /** The script as people copy it. */
    private static String snippet() throws IOException {
        var found = Pattern.compile("```sh\n(#!/bin/sh\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("doc/forwarding.md")));
        assertThat(found.find()).isTrue();
        assertThat(found.group(1).lines().count()).isLessThanOrEqualTo(10);
        return found.group(1);
    }

    private long create(String kind, String channel, Map<String, Object> more) {
        var forward = new HashMap<String, Object>(Map.of(
                "kind",
                kind,
                "name",
                "Queue",
                "address",
                redis.url(),
                "channel",
                channel,
                "secret",
                RedisServer.PASSWORD,
                "opened",
                true));
        forward.putAll(more);
        return api().body(forward)
                .post(path("forwards"))
                .then()
                .statusCode(201)
                .body("key", equalTo(""))
                .extract()
                .jsonPath()
                .getLong("forward.id");
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private String path(String rest) {
        return "/api/v1/organizations/" + project.organization().slug() + "/projects/web/" + rest;
    }
}
