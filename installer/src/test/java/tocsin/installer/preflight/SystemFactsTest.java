package tocsin.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

class SystemFactsTest {

    private static final SystemFacts GOOD =
            new SystemFacts("Linux", "amd64", "glibc 2.36", 252, 2, 2000, true, false, 1_048_576, "debian 12");

    @Test
    void aHostThatFitsHasNoFindings() {
        assertThat(GOOD.findings()).isEmpty();
    }

    @Test
    void everythingThatDoesNotFitIsToldAtOnce() {
        var bad = new SystemFacts("Linux", "aarch64", "glibc 2.31", 247, 1, 512, false, true, 1024, "ubuntu 20.04");

        assertThat(bad.findings())
                .extracting(Finding::code)
                .containsExactly(
                        Code.E101, Code.E102, Code.E103, Code.E104, Code.E105, Code.E109, Code.E111, Code.E112,
                        Code.E119);
        assertThat(bad.findings()).filteredOn(Finding::forbids).hasSize(4);
    }

    @Test
    void aSystemWithoutTheGnuLibraryOrSystemdDoesNotFit() {
        var alpine = new SystemFacts("Linux", "amd64", "", 0, 2, 2000, true, false, 1_048_576, "alpine 3.22");

        assertThat(alpine.findings())
                .filteredOn(Finding::forbids)
                .extracting(Finding::code)
                .containsExactly(Code.E102, Code.E103);
    }

    @Test
    void thisMachineIsReadAsItIs() {
        var facts = SystemFacts.of(new Host(Path.of("/")));

        assertThat(facts.os()).isEqualTo("Linux");
        assertThat(facts.processors()).isPositive();
        assertThat(facts.memoryMegabytes()).isGreaterThan(100);
        assertThat(facts.openFiles()).as("the whole number").isGreaterThan(1000);
        assertThat(facts.distribution()).isNotBlank();
    }

    @Test
    void aSlowDiskIsWarnedOfAndAFastOneIsNot() {
        List<Finding> findings = new ArrayList<>();

        Disk.latency(Duration.ofMillis(5), findings);
        assertThat(findings).isEmpty();

        Disk.latency(Duration.ofMillis(50), findings);
        assertThat(findings).extracting(Finding::code).containsExactly(Code.E107);
        assertThat(findings).noneMatch(Finding::forbids);
    }
}
