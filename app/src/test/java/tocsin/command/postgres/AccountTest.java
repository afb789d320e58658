package tocsin.command.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Account NOBODY = new Account.Nobody();

    @Test
    void nobodyIsNotRoot() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");

        assertThat(Command.of(NOBODY.words(List.of("id", "-u"))).output()).isEqualTo("65534");
    }

    @Test
    void whereNobodyMayNotEnterItIsSaidWhatToDo() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var directory = directory("rwx------");

        assertThatThrownBy(() -> NOBODY.requireEntry(directory))
                .isInstanceOf(PostgresFailed.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("--data /var/lib/tocsin");
        assertThatCode(() -> NOBODY.requireEntry(directory("rwxr-xr-x"))).doesNotThrowAnyException();
    }

    @Test
    void whoeverStartedTocsinMayEnterWhatTheyGave() throws IOException {
        var directory = directory("rwx------");

        assertThatCode(() -> new Account.Myself().requireEntry(directory)).doesNotThrowAnyException();
    }

    private static Path directory(String permissions) throws IOException {
        var directory = Files.createTempDirectory("tocsin-account");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        directory.toFile().deleteOnExit();
        return directory;
    }
}
