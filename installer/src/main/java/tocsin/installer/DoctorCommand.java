package tocsin.installer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tocsin.installer.bundle.Key;
import tocsin.installer.doctor.Checkup;
import tocsin.installer.doctor.Look;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Exit;
import tocsin.installer.report.Refusal;

@Command(
        name = "doctor",
        description = {
            "Looks for everything that is wrong with this installation, and says what to do about it.",
            "It changes nothing; the one event that it sends on its way goes to a project of its own. It ends with 3 when"
                    + " there is an error; warnings alone are no error and end with 0."
        })
final class DoctorCommand extends HostCommand {

    @Option(
            names = "--skip",
            split = ",",
            paramLabel = "CHECK",
            description =
                    "Leaves a check out: machine, release, units, settings, services, journal, certificate, backup, server, canary.")
    private List<String> skipped = List.of();

    @Option(names = "--root-key", paramLabel = "FILE", description = "Believes this root instead of the one built in.")
    private Optional<Path> rootKey;

    @Override
    void carryOut(Host host) {
        if (!Checkup.CHECKS.containsAll(skipped)) {
            throw new Refusal(
                    Code.E901,
                    "--skip " + String.join(",", skipped) + " names a check that there is not",
                    "There are " + String.join(", ", Checkup.CHECKS) + ".");
        }
        host.requireInstallation();
        host.requireRoot();
        report.endsWith(Exit.FORBIDDEN);
        var looks = new Checkup(
                        host, () -> rootKey.map(Key::read).orElseGet(Key::ofRoot), Instant.now(), Set.copyOf(skipped))
                .looks();
        looks.forEach(look -> report.found(look.findings()));
        looks.stream()
                .filter(look -> look.findings().isEmpty())
                .forEach(look -> report.say("ok " + look.check() + ": " + look.well()));
        report.answer("checks", looks.stream().map(Look::asMap).toList());
        if (report.findings().isEmpty()) {
            report.say("Nothing is wrong.");
        }
    }
}
