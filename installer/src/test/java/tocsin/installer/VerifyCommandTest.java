package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.bundle.TestBundle;

class VerifyCommandTest {

    @TempDir
    Path directory;

    @Test
    void aGoodBundleIsCalledGood() throws IOException {
        var bundle = TestBundle.in(directory);

        var answer = verify(bundle);

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/files").asInt()).isEqualTo(signed(bundle));
    }

    @Test
    void theInstalledReleaseIsFoundBehindItsLink() throws IOException {
        var bundle = TestBundle.in(directory);
        var current = directory.resolve("root/opt/tocsin/current");
        Files.createDirectories(current.getParent());
        Files.createSymbolicLink(current, bundle.directory());
        Files.createDirectories(directory.resolve("root/etc/tocsin"));
        Files.createFile(directory.resolve("root/etc/tocsin/installation.conf"));

        var answer = Answer.to(
                "verify",
                "--root",
                directory.resolve("root").toString(),
                "--root-key",
                bundle.rootKey().toString(),
                "--json");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        assertThat(answer.json().at("/result/files").asInt()).isEqualTo(signed(bundle));
    }

    @Test
    void aTamperedBundleEndsWithSix() throws IOException {
        var bundle = TestBundle.in(directory);
        bundle.write("bin/tocsin", "#!/bin/sh\nexit 1\n", "rwxr-xr-x");

        var answer = verify(bundle);

        assertThat(answer.exitCode()).isEqualTo(6);
        assertThat(answer.codes()).containsExactly("E204");
    }

    @Test
    void aDirectoryWithoutAManifestEndsWithFour() {
        var answer = Answer.to("verify", directory.toString(), "--json");

        assertThat(answer.exitCode()).isEqualTo(4);
        assertThat(answer.codes()).containsExactly("E201");
    }

    @Test
    void withoutABundleTheInstalledReleaseIsMeant() {
        assertThat(Answer.to("verify", "--root", directory.toString(), "--json").codes())
                .containsExactly("E304");
        assertThat(directory).isEmptyDirectory();
        assertThat(Files.exists(directory)).isTrue();
    }

    /** A line for each file. */
    private static int signed(TestBundle bundle) throws IOException {
        return Files.readAllLines(bundle.directory().resolve("MANIFEST")).size();
    }

    private static Answer verify(TestBundle bundle) {
        return Answer.to(
                "verify",
                bundle.directory().toString(),
                "--root-key",
                bundle.rootKey().toString(),
                "--json");
    }
}
