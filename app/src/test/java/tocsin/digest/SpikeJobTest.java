package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SpikeJobTest {

    @Inject
    SpikeJob job;

    /** Each hour takes the usual again before it drops, which may last for nearly all of it. */
    @Test
    void aSpikeIsOverAfterMoreThanAnHourOfSilence() {
        var goesOn = spike("59 minutes");
        var over = spike("71 minutes");

        job.run();

        assertThat(spikes(goesOn)).isEqualTo(1);
        assertThat(spikes(over)).isZero();
    }

    private static Samples.Project spike(String silent) {
        var project = Samples.project();
        Samples.execute(
                "insert into spike (tenant_id, project_id, began_at, last_at, dropped)"
                        + " values (?, ?, now() - interval '5 hours', now() - ?::interval, 7)",
                project.tenant(),
                project.id(),
                silent);
        return project;
    }

    private static long spikes(Samples.Project project) {
        return Samples.<Long>query("select count(*) from spike where project_id = ?", project.id());
    }
}
