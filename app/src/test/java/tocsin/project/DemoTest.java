package tocsin.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DemoTest {

    @Inject
    Demo demo;

    /** As on a machine where nothing is there yet, whatever other tests have left. */
    @BeforeEach
    void nothingIsThere() {
        Samples.execute("update organization set slug = 'before-' || tenant_id where slug = 'acme'");
    }

    @Test
    void theSecondStartFindsWhatTheFirstMade() {
        var wanted = new Demo.Wanted("demo@example.org", "correct horse battery", "tcs_demo-token-of-a-test");

        var first = demo.ensure(wanted);
        var second = demo.ensure(wanted);

        assertThat(second).isEqualTo(first);
        assertThat(first.dsn()).matches("https?://[0-9a-f]{32}@[^/]+/" + first.projectId());
        assertThat(Samples.<Long>query("select count(*) from api_token where prefix = 'tcs_demo'"))
                .isEqualTo(1);
    }

    @Test
    void whateverPeopleChangeTheNextStartLivesWithIt() {
        var wanted = new Demo.Wanted("other-demo@example.org", "correct horse battery", "tcs_token-that-is-revoked");
        var first = demo.ensure(wanted);
        var token = "from api_token where prefix = 'tcs_toke'";
        Samples.execute("update organization set slug = 'renamed' where tenant_id in (select tenant_id " + token + ")");
        Samples.execute("update project set slug = 'site' where id = " + first.projectId());
        Samples.execute("update api_token set revoked_at = now() where prefix = 'tcs_toke'");

        var second = demo.ensure(wanted);

        assertThat(second.organization()).isEqualTo("renamed");
        assertThat(second.project()).isEqualTo("site");
        assertThat(second.projectId()).isEqualTo(first.projectId());
        assertThat(Samples.<Long>query("select count(*) " + token)).isEqualTo(1);
    }

    @Test
    void whoIsNoMemberAnyMoreGetsNoToken() {
        demo.ensure(new Demo.Wanted("one@example.org", "correct horse battery", "tcs_one0-of-a-test"));

        demo.ensure(new Demo.Wanted("two@example.org", "correct horse battery", "tcs_two0-of-a-test"));

        assertThat(Samples.<Long>query("select count(*) from api_token where prefix = 'tcs_two0'"))
                .isZero();
    }
}
