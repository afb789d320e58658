package tocsin.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    private static final List<String> LIMITS = List.of(
            "Limit                     Soft Limit           Hard Limit           Units",
            "Max open files            1024                 20000                files");

    @Test
    void aSystemdThatMayRaiseLimitsHasNone() {
        assertThat(OpenFiles.ofSystemd(List.of("Name:\tsystemd", "CapEff:\t000001ffffffffff"), LIMITS))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void inAContainerThatForbidsItTheLimitIsWhatItBeganWith() {
        assertThat(OpenFiles.ofSystemd(List.of("Name:\tsystemd", "CapEff:\t00000000fcecafff"), LIMITS))
                .isEqualTo(20_000);
    }

    @Test
    void thisMachineAllowsSome() {
        assertThat(OpenFiles.allowed()).isGreaterThan(1000);
    }
}
