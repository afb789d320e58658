package tocsin.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DemoTest {

    @Inject
    Demo demo;

    @Test
    void theSecondStartFindsWhatTheFirstMade() {
        var wanted = new Demo.Wanted("demo@example.org", "correct horse battery", "tcs_demo-token-of-a-test");

        var first = demo.ensure(wanted);
        var second = demo.ensure(wanted);

        assertThat(second).isEqualTo(first);
        assertThat(first.dsn()).matches("https?://[0-9a-f]{32}@[^/]+/" + first.projectId());
        assertThat(Samples.<Long>query("select count(*) from api_token where name = 'Demo'"))
                .isEqualTo(1);
    }
}
