package tocsin.forward;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Samples;
import tocsin.testing.WebReceiver;

/** A project whose owner has its issues posted to a receiver of ours. */
final class Webhooks implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    final Samples.Project project = Samples.project();
    final WebReceiver receiver = new WebReceiver();
    private final People.Somebody owner = People.member(project.organization(), Role.OWNER);
    private final String token = People.token(project.organization(), owner);

    Webhooks() throws IOException {
        Samples.execute(
                "insert into mail_preference (tenant_id, project_id, user_id, wants) values (?, ?, ?, false)",
                project.tenant(),
                project.id(),
                owner.id());
    }

    @Override
    public void close() {
        receiver.close();
    }

    JsonNode webhook(String fact) throws IOException {
        return create(Map.of("kind", "webhook", "name", "Hook", "address", receiver.url("/hook"), fact, true));
    }

    JsonNode create(Map<String, Object> forward) throws IOException {
        return JSON.readTree(api().body(forward)
                .post(apis("projects/web/forwards"))
                .then()
                .statusCode(201)
                .extract()
                .asString());
    }

    List<JsonNode> events() throws IOException {
        var events = new java.util.ArrayList<JsonNode>();
        for (var posted : receiver.posted()) {
            JSON.readTree(posted.body()).path("events").forEach(events::add);
        }
        return events;
    }

    long awaitIssue() {
        return await().atMost(10, SECONDS)
                .until(
                        () -> Samples.<Long>query("select id from issue where project_id = ?", project.id()),
                        id -> id != null);
    }

    void awaitDelivery(String state, String error) {
        await().atMost(30, SECONDS).untilAsserted(() -> api().get(apis("deliveries?state=" + state))
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].lastError", equalTo(error)));
    }

    void awaitFactsTaken() {
        await().atMost(20, SECONDS)
                .until(() ->
                        Samples.<Long>query("select count(*) from outbox where project_id = ?", project.id()) == 0);
    }

    void awaitNothingLeft() {
        awaitFactsTaken();
        await().atMost(20, SECONDS)
                .until(() -> Samples.<Long>query(
                                "select count(*) from delivery where project_id = ? and state = 'WAITING'",
                                project.id())
                        == 0);
    }

    RequestSpecification api() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    RequestSpecification page() {
        return given().cookie(People.COOKIE, owner.session())
                .header("X-CSRF-Token", owner.csrf())
                .redirects()
                .follow(false);
    }

    String apis(String path) {
        return "/api/v1/organizations/" + project.organization().slug() + "/" + path;
    }

    String pages(String path) {
        return "/" + project.organization().slug() + "/" + path;
    }
}
