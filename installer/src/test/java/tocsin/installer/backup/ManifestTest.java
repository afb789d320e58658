package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.installer.report.Refusal;

class ManifestTest {

    private final Manifest manifest = new Manifest(
            Map.of(
                    "version",
                    "26.1.0",
                    "schema",
                    "083",
                    "kind",
                    "bundled",
                    "begun",
                    "2026-11-22T02:30:00Z",
                    "ended",
                    "2026-11-22T02:31:00Z"),
            new Census.Range(
                    new Census(Map.of("events\t", 10L, "events\taaaaaaaa", 10L, "projects\t", 1L)),
                    new Census(Map.of("events\t", 12L, "events\taaaaaaaa", 12L, "projects\t", 1L))),
            List.of(new Manifest.Entry("database.tar.zst.age", 5, "ab"), new Manifest.Entry("spool.tar.zst", 7, "cd")));

    @Test
    void whatIsWrittenIsReadAgain() {
        var again = Manifest.parse(manifest.text(), "here");

        assertThat(again.text()).isEqualTo(manifest.text());
        assertThat(again.bytes()).isEqualTo(12);
        assertThat(again.file("database.tar.zst")).map(Manifest.Entry::sha256).contains("ab");
        assertThat(again.file("spool.tar.zst")).isPresent();
        assertThat(again.file("wal.tar.zst")).isEmpty();
    }

    @Test
    void whatANewerReleaseHasAddedIsPassedOver() {
        var text = manifest.text();
        var more = text.substring(0, text.indexOf("end\t")) + "colour\tblue\n";
        var whole = more + "end\t"
                + java.util.HexFormat.of().formatHex(Checksum.sha256().digest(more.getBytes())) + "\n";

        assertThat(Manifest.parse(whole, "here").schema()).isEqualTo("083");
    }

    @Test
    void aPieceOrAnotherTextIsRefused() {
        var text = manifest.text();
        for (var broken : List.of(
                "",
                "nothing",
                text.substring(0, 40),
                text.replace("26.1.0", "26.1.1"),
                text.substring(0, text.length() - 2))) {
            assertThatThrownBy(() -> Manifest.parse(broken, "here")).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void lessThanBothEndsIsMissingAndMoreIsNot() {
        var range = manifest.census();

        assertThat(range.missing(new Census(Map.of("events\t", 11L, "events\taaaaaaaa", 13L, "projects\t", 1L))))
                .isEmpty();
        assertThat(range.missing(new Census(Map.of("events\t", 11L, "events\taaaaaaaa", 9L, "projects\t", 0L))))
                .containsExactly("events aaaaaaaa: 9 of 10", "projects: 0 of 1");
    }
}
