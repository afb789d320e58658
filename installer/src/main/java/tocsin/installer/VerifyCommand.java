package tocsin.installer;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.bundle.Key;
import tocsin.installer.host.Host;

@Command(
        name = "verify",
        description = {
            "Checks a bundle, or the installed release, against its signed manifest.",
            "The root's key is in this executable; it has signed the release key, which has signed the manifest, which"
                    + " holds the SHA-256 and the mode of every file."
        })
final class VerifyCommand extends HostCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "BUNDLE",
            description = "The directory of an unpacked bundle; without it the installed release.")
    private Optional<Path> directory;

    @Option(names = "--root-key", paramLabel = "FILE", description = "Believes this root instead of the one built in.")
    private Optional<Path> rootKey;

    @Override
    void carryOut(Host host) {
        var bundle = directory.map(Bundle::new).orElseGet(() -> {
            host.requireInstallation();
            return new Bundle(host.current());
        });
        report.found(bundle.findings(rootKey.map(Key::read).orElseGet(Key::ofRoot)));
        if (!report.isForbidden()) {
            var files = bundle.manifest().entries().size();
            report.answer("files", files);
            report.say("All " + files + " files are as they were signed.");
        }
    }
}
