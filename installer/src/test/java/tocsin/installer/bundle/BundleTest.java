package tocsin.installer.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

class BundleTest {

    @TempDir
    Path directory;

    private TestBundle made;

    @BeforeEach
    void bundle() throws IOException {
        made = TestBundle.in(directory);
    }

    @Test
    void aBundleAsItWasSignedIsGood() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void opensslAloneCanCheckTheSignatures() {
        for (var signed : List.of(
                List.of(made.rootKey().toString(), "keys/release.pem"),
                List.of(made.directory().resolve("keys/release.pem").toString(), "MANIFEST"))) {
            var file = made.directory().resolve(signed.get(1));

            var outcome = Processes.run(
                    "openssl",
                    "pkeyutl",
                    "-verify",
                    "-pubin",
                    "-rawin",
                    "-inkey",
                    signed.get(0),
                    "-in",
                    file.toString(),
                    "-sigfile",
                    file + ".sig");

            assertThat(outcome.exitCode()).as(outcome.lastLine()).isZero();
        }
    }

    @Test
    void aTamperedFileIsFound() throws IOException {
        made.write("etc/tocsin.env", "# something\n", "rw-r--r--");

        assertThat(codes()).containsExactly(Code.E204);
        assertThat(findings().getFirst().what()).contains("etc/tocsin.env");
    }

    @Test
    void aTruncatedFileIsFound() throws IOException {
        made.write("bin/tocsin", "#!/bin/sh\n", "rwxr-xr-x");

        assertThat(codes()).containsExactly(Code.E204);
    }

    @Test
    void anotherModeIsFound() throws IOException {
        Files.setPosixFilePermissions(
                made.directory().resolve("bin/tocsin"), PosixFilePermissions.fromString("rwsrwxrwx".replace('s', 'x')));

        assertThat(codes()).containsExactly(Code.E204);
        assertThat(findings().getFirst().what()).contains("0777").contains("0755");
    }

    @Test
    void aLinkThatPointsElsewhereIsFound() throws IOException {
        var link = made.directory().resolve("postgresql/lib/libpq.so");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("/tmp/evil.so"));

        assertThat(codes()).containsExactly(Code.E204);
    }

    @Test
    void aMissingAndAnExtraFileAreBothFound() throws IOException {
        Files.delete(made.directory().resolve("etc/tocsin.env"));
        made.write("bin/more", "x", "rwxr-xr-x");

        assertThat(codes()).containsExactly(Code.E205, Code.E206);
    }

    @Test
    void aManifestThatNobodySignedIsNotBelieved() throws IOException {
        Files.writeString(made.directory().resolve("MANIFEST"), "", java.nio.file.StandardOpenOption.APPEND);
        made.write("bin/more", "x", "rwxr-xr-x");
        Files.writeString(
                made.directory().resolve("MANIFEST"),
                Manifest.of(made.directory(), new Bundle(made.directory()).files()));

        assertThat(codes()).containsExactly(Code.E203);
    }

    @Test
    void aReleaseKeyThatTheRootDidNotSignIsNotBelieved() throws IOException {
        made.key("release");
        Files.copy(
                made.keys().resolve("release.pem"),
                made.directory().resolve("keys/release.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        made.sign("release", made.directory().resolve("MANIFEST"));

        assertThat(codes()).containsExactly(Code.E202);
    }

    @Test
    void aTruncatedSignatureIsNone() throws IOException {
        var signature = made.directory().resolve("MANIFEST.sig");
        Files.write(signature, java.util.Arrays.copyOf(Files.readAllBytes(signature), 40));

        assertThat(codes()).containsExactly(Code.E203);
    }

    @Test
    void aManifestDoesNotSpeakOfFilesOutside() {
        var line = "0".repeat(64) + "  0644  etc/../../../etc/passwd\n";

        assertThatThrownBy(() -> Manifest.parse(line)).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(
                        refusal.finding().code())
                .isEqualTo(Code.E207));
    }

    private List<Finding> findings() {
        return new Bundle(made.directory()).findings(Key.read(made.rootKey()));
    }

    private List<Code> codes() {
        return findings().stream().map(Finding::code).toList();
    }
}
