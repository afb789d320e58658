package tocsin.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.doctor.Backlog.Waiting;
import tocsin.doctor.Finding.Severity;
import tocsin.event.DiskUse;
import tocsin.spool.SpoolContents;

/** From when on the doctor calls something wrong. */
class FindingsTest {

    private static final Waiting NONE = new Waiting(0, 0);
    private static final long GIB = 1L << 30;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void whatIsStoredButNotCountedIsWrongWhenItStaysSo() {
        assertThat(new Backlog(new Waiting(900, 60), NONE, NONE, NONE).queue().isGood())
                .isTrue();
        var warned = new Backlog(new Waiting(1, 180), NONE, NONE, NONE).queue();
        assertThat(warned.severity()).isEqualTo(Severity.WARNING);
        assertThat(warned.detail()).contains("1 batch of events is stored", "3 minutes");
        assertThat(new Backlog(new Waiting(10_000, 1_000), NONE, NONE, NONE)
                        .queue()
                        .detail())
                .contains("at least 10,000 batches");
        assertThat(new Backlog(new Waiting(1, 1_000), NONE, NONE, NONE).queue().isBad())
                .isTrue();
    }

    @Test
    void whatIsDueAndNotSentIsWrongAndSoIsWhatNobodyTakes() {
        assertThat(new Backlog(NONE, new Waiting(5, 30), new Waiting(5, 30), new Waiting(5, 300))
                        .outbox()
                        .isGood())
                .isTrue();
        assertThat(new Backlog(NONE, new Waiting(3, 700), NONE, NONE).outbox().severity())
                .isEqualTo(Severity.WARNING);
        var bad = new Backlog(NONE, NONE, new Waiting(2, 3 * 3600), NONE).outbox();
        assertThat(bad.isBad()).isTrue();
        assertThat(bad.detail()).contains("2 deliveries", "3 hours");
        assertThat(new Backlog(NONE, NONE, NONE, new Waiting(1, 7_300)).outbox().detail())
                .contains("1 delivery is tried in vain", "2 hours");
    }

    @Test
    void theDiskIsForecastUntilOldDaysGo() {
        // A GiB a day, 10 of 90 days are there: 80 more will come.
        assertThat(disk(100 * GIB, OptionalLong.empty()).detail()).contains("will take 80 GiB more before old ones go");
        assertThat(disk(60 * GIB, OptionalLong.empty()).isGood()).isTrue();
        var warned = disk(20 * GIB, OptionalLong.empty());
        assertThat(warned.severity()).isEqualTo(Severity.WARNING);
        assertThat(warned.detail()).contains("20 GiB are free", "20 days", "1 GiB a day");
        assertThat(disk(5 * GIB, OptionalLong.empty()).isBad()).isTrue();
        assertThat(disk(5 * GIB, OptionalLong.of(12 * GIB)).isGood())
                .as("the budget is reached first")
                .isTrue();
    }

    @Test
    void withoutADayThatIsOverNothingIsForecast() {
        var first = new Forecast(
                new DiskUse(List.of(new DiskUse.Day(TODAY, GIB)), 0),
                TODAY,
                90,
                OptionalLong.empty(),
                OptionalLong.of(1));

        assertThat(first.disk().detail()).contains("known when a day is over");
        assertThat(first.storage().isGood()).isTrue();
    }

    @Test
    void aBudgetThatTwoDaysExceedIsWrong() {
        var use = new DiskUse(List.of(new DiskUse.Day(TODAY.minusDays(1), GIB), new DiskUse.Day(TODAY, GIB)), 0);

        var finding = new Forecast(use, TODAY, 90, OptionalLong.of(GIB), OptionalLong.empty()).storage();

        assertThat(finding.isBad()).isTrue();
        assertThat(finding.remedy()).contains("TOCSIN_EVENT_DISK_BUDGET");
    }

    @Test
    void aSpoolIsWrongWhenItDoesNotEmpty() throws IOException {
        assertThat(spool().isGood()).isTrue();
        var own = Files.createDirectories(directory.resolve("0cb2d6a4-1f5e-4d39-9a7e-0c39bb8a4d11"));
        var segment = Files.writeString(own.resolve("0000000000000000001.segment"), "x".repeat(2048));
        Files.setLastModifiedTime(segment, FileTime.from(NOW.minusSeconds(30)));
        assertThat(spool().isGood()).isTrue();

        Files.setLastModifiedTime(segment, FileTime.from(NOW.minusSeconds(300)));
        assertThat(spool().severity()).isEqualTo(Severity.WARNING);
        assertThat(spool().detail()).contains("2 KiB of events wait for the database", "5 minutes");

        Files.setLastModifiedTime(segment, FileTime.from(NOW.minusSeconds(3_000)));
        assertThat(spool().isBad()).isTrue();
        Files.delete(segment);
        Files.writeString(own.resolve("0000000000000000001.segment.damaged"), "x");
        assertThat(spool().detail()).contains("1 file was set aside");
        assertThat(SpoolState.finding(directory, GIB, Long.MAX_VALUE, NOW).isBad())
                .as("below the floor")
                .isTrue();
    }

    @Test
    void slowStatementsAreShownInOneLineWithoutTheirEnd() {
        var running = new Slowness.Running(130, "active", "Lock", "select\n  1 " + "x".repeat(500));
        var finding = new Slowness(List.of(running), List.of()).finding();

        assertThat(finding.detail())
                .contains("runs for 2 minutes, waiting for lock: select 1 xx")
                .hasSizeLessThan(240);
        assertThat(new Slowness(List.of(), List.of(new Slowness.Past(1500, 30, "select $1")))
                        .finding()
                        .detail())
                .contains("1500 ms on average, in 30 calls: select $1");
    }

    @Test
    void everyCheckHasANameAndACodeOfItsOwn() {
        assertThat(Check.values()).extracting(Check::label).doesNotHaveDuplicates();
        assertThat(List.of(Check.values()).stream()
                        .map(Check::code)
                        .filter(code -> !code.isEmpty())
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("E7\\d\\d"));
    }

    @Test
    void noSpoolIsNoWrong() throws IOException {
        assertThat(SpoolContents.of(directory.resolve("nowhere")).bytes()).isZero();
    }

    private Finding spool() {
        return SpoolState.finding(directory, GIB, 1, NOW);
    }

    private static Finding disk(long free, OptionalLong budget) {
        var days = IntStream.rangeClosed(1, 10)
                .mapToObj(ago -> new DiskUse.Day(TODAY.minusDays(11 - ago), GIB))
                .toList();
        return new Forecast(new DiskUse(days, 0), TODAY, 90, budget, OptionalLong.of(free)).disk();
    }
}
