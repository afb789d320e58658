package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void anOptionWithoutAValueStandsBetweenOthers() throws IOException {
        var options = Options.of("compare", "--seconds", "5", "--slow-commits", "--only", "jvm,limit", "--data", "/d");

        assertThat(options.slowCommits()).isTrue();
        assertThat(options.duration()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.only()).containsExactly("jvm", "limit");
        assertThat(options.data()).isEqualTo(Path.of("/d"));
    }

    @Test
    void whatIsNotSaidIsAsOnALongRun() throws IOException {
        var options = Options.of("growth", "--data", "/d");

        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.only()).isEmpty();
        assertThat(options.slowCommits()).isFalse();
        assertThat(options.steps()).containsExactly(10_000, 1_000_000, 10_000_000);
    }

    @Test
    void aSoakTakesHalfAnHour() throws IOException {
        assertThat(Options.of("soak", "--data", "/d").duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(Options.of("faults", "--data", "/d").duration()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatIsNotKnownAndAMissingValueAreRefused() {
        assertThatThrownBy(() -> Options.of("ingest", "--speed", "5")).hasMessage("Unknown option --speed");
        assertThatThrownBy(() -> Options.of("speed")).hasMessageStartingWith("One of these is expected: all, ");
        assertThatThrownBy(() -> Options.of("growth", "--only", "people"))
                .hasMessageContaining("projects, issues, soak, faults");
        assertThatThrownBy(() -> Options.of("ingest", "--seconds")).hasMessage("--seconds needs a value");
    }
}
