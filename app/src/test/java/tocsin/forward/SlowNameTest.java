package tocsin.forward;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.TcpServer;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SlowNameTest {

    private final Samples.Project project = Samples.project();
    private final String token = People.token(project.organization(), Role.OWNER);

    /** There are few of them, and all pages need one. */
    @Test
    void whileTheNameOfANewTargetIsLookedUpNoConnectionOfTheDatabaseWaits() throws IOException {
        var end = new CountDownLatch(1);
        try (var names = new TcpServer((caller, count) -> end.await())) {
            var created = CompletableFuture.supplyAsync(() -> create("http://p" + names.port() + ".slow.invalid/hook"));
            await().atMost(20, SECONDS).until(() -> names.callers() > 0);

            assertThat(Samples.<Long>query("select count(*) from pg_stat_activity where state = 'idle in transaction'"
                            + " and query like '%overflowed%from forward%'"))
                    .isZero();
            end.countDown();
            assertThat(created).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(409);
        } finally {
            end.countDown();
        }
    }

    private int create(String address) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "webhook", "name", "Hook", "address", address, "opened", true))
                .post("/api/v1/organizations/" + project.organization().slug() + "/projects/web/forwards")
                .statusCode();
    }
}
