package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.Answer;
import tocsin.installer.bundle.TestBundle;
import tocsin.installer.host.Processes;

class ScheduleTest {

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void install() throws IOException {
        root = directory.resolve("root");
        var bundle = TestBundle.in(directory);
        var url = Files.writeString(directory.resolve("url"), "postgres://tocsin:secret@db/tocsin");
        var answer = Answer.to(
                "install",
                "--skip-preflight",
                "--json",
                "--root",
                root.toString(),
                "--bundle",
                bundle.directory().toString(),
                "--root-key",
                bundle.rootKey().toString(),
                "--url",
                "https://errors.example.org",
                "--database-url-file",
                url.toString());
        assertThat(answer.exitCode()).as(answer.out()).isZero();
    }

    @Test
    void theShippedSettingsAreInOrder() {
        assertThat(BackupSettings.of(new tocsin.installer.host.Host(root)).findings())
                .isEmpty();
        assertThat(root.resolve("etc/tocsin/backup.env")).content().contains("BACKUP_KEEP=7\n");
    }

    @Test
    void timeAndPlaceAreToldToSystemd() throws IOException {
        setting("BACKUP_TIME=02:30", "BACKUP_TIME=04:15");
        setting("BACKUP_DESTINATION=/var/lib/tocsin/backup", "BACKUP_DESTINATION=/mnt/backup");

        assertThat(schedule().exitCode()).isZero();

        var units = root.resolve("etc/systemd/system");
        assertThat(units.resolve("tocsin-backup.timer.d/schedule.conf"))
                .content()
                .contains("OnCalendar=\nOnCalendar=*-*-* 04:15:00");
        assertThat(units.resolve("tocsin-backup.service.d/place.conf"))
                .content()
                .contains("ReadWritePaths=/mnt/backup");
        assertThat(units.resolve("tocsin.target.wants/tocsin-backup.timer")).isSymbolicLink();
        assertThat(schedule().json().at("/changes")).isEmpty();
        setting("BACKUP_DESTINATION=/mnt/backup", "BACKUP_DESTINATION=/var/lib/tocsin/backup");
        assertThat(schedule("--off").exitCode()).isZero();
        assertThat(units.resolve("tocsin-backup.service.d/place.conf")).doesNotExist();
        assertThat(units.resolve("tocsin.target.wants/tocsin-backup.timer")).doesNotExist();
    }

    @Test
    void theDatabaseIsToldWhetherItsLogIsKept() throws IOException {
        Files.writeString(root.resolve("etc/tocsin/postgresql.conf"), "");
        setting("BACKUP_POINT_IN_TIME=no", "BACKUP_POINT_IN_TIME=yes");

        schedule();

        assertThat(root.resolve("etc/tocsin/postgresql.backup.conf")).content().contains("tocsinctl keep-log \"%p\"");
    }

    @Test
    void aSegmentIsKeptOnceAndAnotherContentIsRefused() throws IOException {
        Files.createDirectories(root.resolve("var/lib/tocsin/wal"));
        var segment = Files.writeString(directory.resolve("000000010000000000000001"), "what was written");

        assertThat(keep(segment).exitCode()).isZero();
        assertThat(keep(segment).exitCode()).isZero();
        Files.writeString(segment, "something else");
        assertThat(keep(segment).exitCode()).isEqualTo(1);
        assertThat(Processes.demand(
                        "zstd",
                        "-dc",
                        root.resolve("var/lib/tocsin/wal/000000010000000000000001.zst")
                                .toString()))
                .isEqualTo("what was written");
    }

    private Answer keep(Path segment) {
        return Answer.to("keep-log", segment.toString(), "--json", "--root", root.toString());
    }

    private void setting(String before, String after) throws IOException {
        var file = root.resolve("etc/tocsin/backup.env");
        assertThat(file).content().contains(before);
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    private Answer schedule(String... more) {
        return Answer.to(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("backup", "schedule", "--json", "--root", root.toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }
}
