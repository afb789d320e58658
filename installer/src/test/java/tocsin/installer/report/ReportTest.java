package tocsin.installer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Report report = new Report("install");

    @Test
    void theAnswerForProgramsIsOneObjectThatHoldsWhateverText() throws IOException {
        var awkward = "a \"quote\", a \\, a line\nbreak, a tab\t, a bell\u0007, an ä and a 🔔";
        report.changed(awkward);
        report.found(Finding.warning(Code.E119, awkward, "go on"));
        report.answer("parts", List.of(Map.of("name", awkward, "running", true, "pid", 12)));

        var json = new ObjectMapper().readTree(report.json());

        assertThat(report.json()).doesNotContain("\n");
        assertThat(json.at("/command").asText()).isEqualTo("install");
        assertThat(json.at("/version").asText()).isEqualTo(Version.current()).doesNotContain("$");
        assertThat(json.at("/changes/0").asText()).isEqualTo(awkward);
        assertThat(json.at("/findings/0/what").asText()).isEqualTo(awkward);
        assertThat(json.at("/findings/0/severity").asText()).isEqualTo("warning");
        assertThat(json.at("/result/parts/0/name").asText()).isEqualTo(awkward);
        assertThat(json.at("/result/parts/0/running").asBoolean()).isTrue();
        assertThat(json.at("/result/parts/0/pid").asInt()).isEqualTo(12);
    }

    @Test
    void aWarningForbidsNothing() {
        report.found(Finding.warning(Code.E204, "hm", "look"));

        assertThat(report.exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void theGravestFindingSaysHowTheCommandEnds() {
        report.found(Finding.error(Code.E108, "in use", "free it"));
        report.found(Finding.error(Code.E204, "tampered", "anew"));

        assertThat(report.exit()).isEqualTo(Exit.UNTRUSTED);
        assertThat(report.json()).contains("\"ok\":false,\"code\":6");
    }
}
