package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** The canary: what it says when all is well, and where it says that an event got lost. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class CanaryCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody ada = People.member(acme, Role.OWNER);
    private final Operator operator = new Operator(acme);
    private Samples.Project project;
    private String token;

    @BeforeEach
    void makeProjectAndToken() {
        project = Samples.project(acme, "web");
        token = operator.answer("token", "create", "--name", "Canary", "--user", ada.email(), "--scope", "event:read")
                .required("token")
                .asText();
    }

    @Test
    void anEventThatIsSentIsFoundAndTheNextJoinsItsIssue() {
        var first = operator.answerFrom(canary(dsn(project.key()), token));
        var second = operator.answerFrom(canary(dsn(project.key()), token));

        assertThat(first.required("event").asText()).matches("[0-9a-f]{32}");
        assertThat(first.required("issue").asText())
                .isEqualTo(second.required("issue").asText());
        assertThat(first.required("found_ms").asLong())
                .isGreaterThanOrEqualTo(first.required("accepted_ms").asLong());
    }

    @Test
    void whatGoesWrongIsNamed() {
        assertThat(operator.refused(canary(dsn("0".repeat(32)), token))).contains("The event was refused with 40");
        assertThat(operator.refused(canary(dsn(project.key()), "tcs_nobody"))).contains("answered 401");
        assertThat(operator.refused(canary("nonsense", token))).contains("--dsn is no DSN");
        assertThat(operator.refused(Operator.plus(canary(dsn(project.key()), token), "--at", "localhost:8080")))
                .contains("localhost:8080 is no address of a server");
        assertThat(operator.refused(canary("http://" + project.key() + "@127.0.0.1:1/1", token)))
                .contains("No answer from http://127.0.0.1:1");
        var elsewhere = new ArrayList<>(List.of(canary(dsn(project.key()), token)));
        elsewhere.set(
                elsewhere.indexOf("--project") + 1,
                acme.slug() + "/" + Samples.project(acme, "other").slug());
        elsewhere.addAll(List.of("--seconds", "1"));
        assertThat(operator.refused(elsewhere.toArray(String[]::new))).contains("is not found after 1 s");
    }

    private String[] canary(String dsn, String secret) {
        return new String[] {"canary", "--dsn", dsn, "--token", secret, "--project", acme.slug() + "/" + project.slug()
        };
    }

    private String dsn(String key) {
        return "http://" + key + "@127.0.0.1:" + RestAssured.port + "/" + project.id();
    }
}
