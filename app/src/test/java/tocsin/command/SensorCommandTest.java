package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Sensors, as operators let them in and send them away. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SensorCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final Operator operator = new Operator(acme);

    @Test
    void aTokenLetsSensorsInUntilItIsRevoked() {
        var made = operator.answer(
                "sensor", "create-token", "--label", "the fleet", "--most", "3", "--project", web.slug());
        assertThat(made.get("token").asText()).startsWith("tcse_");
        assertThat(text(made, "label", "most")).containsExactly("the fleet", "3");
        assertThat(operator.answer("sensor", "list-tokens", "--project", web.slug())
                        .findValuesAsText("label"))
                .containsExactly("the fleet");

        var revoke = operator.ours("sensor", "revoke-token", made.get("id").asText(), "--project", web.slug());
        assertThat(operator.done(revoke)).contains("revoked");

        assertThat(operator.answer("sensor", "list-tokens", "--project", web.slug()))
                .isEmpty();
    }

    @Test
    void aSensorIsListedAndSentAway() {
        var id = Samples.<Long>query(
                "insert into sensor (tenant_id, project_id, key_id, public_id, name)"
                        + " values (?, ?, ?, gen_random_uuid(), 'web1') returning id",
                acme.tenant(),
                web.id(),
                web.keyId());

        operator.done(operator.ours("sensor", "revoke", Long.toString(id), "--project", web.slug()));

        var listed = operator.answer("sensor", "list", "--project", web.slug());
        assertThat(listed.findValuesAsText("name")).containsExactly("web1");
        assertThat(listed.findValuesAsText("revoked")).containsExactly("true");
    }

    @Test
    void theSigningKeyIsRotated() {
        assertThat(operator.answer("sensor", "rotate", "--grace-hours", "24", "--project", web.slug()))
                .isNotEmpty();
    }
}
