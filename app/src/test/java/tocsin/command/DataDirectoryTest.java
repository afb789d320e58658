package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Option;
import tocsin.config.Settings;

class DataDirectoryTest {

    @TempDir
    Path path;

    @Test
    void theDemosLoginIsMadeOnceAndReadableByItsOwnerAlone() throws IOException {
        var first = new DataDirectory(path).demo();

        assertThat(new DataDirectory(path).demo()).isEqualTo(first);
        assertThat(first.password()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("demo.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aBrokenLoginFileIsRefusedWithTheWayOut() throws IOException {
        Files.writeString(path.resolve("demo.json"), "{}");

        assertThatThrownBy(() -> new DataDirectory(path).demo())
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("demo.json")
                .hasMessageContaining("tocsin user password");
    }

    @Test
    void otherCommandsFindTheRunningInstancesDatabase() {
        var directory = new DataDirectory(path);
        directory.keep(Settings.of(Map.of()).with(Option.DATABASE_APP, "postgres://app:x@127.0.0.1:5/t", "tocsin run"));

        assertThat(directory.over(Map.of("TOCSIN_LOG_LEVEL", "warn")))
                .containsOnly(
                        Map.entry("TOCSIN_LOG_LEVEL", "warn"),
                        Map.entry("TOCSIN_DATABASE_APP_URL", "postgres://app:x@127.0.0.1:5/t"));
    }

    @Test
    void aDirectoryOnWhichNothingWasStartedIsRefused() {
        assertThatThrownBy(() -> new DataDirectory(path).over(Map.of()))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining(path.toString());
    }
}
