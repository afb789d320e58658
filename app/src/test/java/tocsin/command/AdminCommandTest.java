package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** The link for the first administrator, as an operator gets it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class AdminCommandTest {

    private final Operator operator = new Operator(Samples.organization());

    @BeforeEach
    void asJustInstalled() {
        Samples.execute("update user_account set instance_admin = false");
        Samples.execute("delete from setup_link");
    }

    @Test
    void theLinkIsPrintedOnceWithTheTimeUntilWhichItIsGood() {
        var made = operator.answerFrom("admin", "link");

        assertThat(text(made, "state")).containsExactly("issued");
        assertThat(Instant.parse(made.required("expires").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        var path = URI.create(made.required("link").asText()).getPath();
        assertThat(RestAssured.get(path).statusCode()).isEqualTo(200);

        var waiting = operator.answerFrom("admin", "link", "--if-wanted");
        assertThat(text(waiting, "state", "expires"))
                .containsExactly("waiting", made.required("expires").asText());
        assertThat(waiting.has("link")).isFalse();
        assertThat(operator.done("admin", "link", "--if-wanted")).contains("issues another in its place");
        assertThat(RestAssured.get(path).statusCode()).isEqualTo(200);

        assertThat(operator.done("admin", "link")).contains("good once, until", "/setup/");
        assertThat(RestAssured.get(path).statusCode()).isEqualTo(410);
    }

    @Test
    void whereThereIsAnAdministratorItIsRefusedUnlessItIsMeant() {
        var admin = People.somebody();
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());

        assertThat(operator.refused("admin", "link")).contains("has an administrator", "--again");
        assertThat(text(operator.answerFrom("admin", "link", "--if-wanted"), "state"))
                .containsExactly("done");
        assertThat(operator.done("admin", "link", "--again")).contains("/setup/");
    }
}
