package tocsin.installer.journal;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.host.Host;
import tocsin.installer.install.Fleet;
import tocsin.installer.install.Installation;
import tocsin.installer.install.Part;
import tocsin.installer.install.Wish;
import tocsin.installer.report.Report;

/** A process that installs into a directory and dies by SIGKILL at the first step that it carries out, before or after it. */
final class KilledInstall {

    private KilledInstall() {}

    public static void main(String... arguments) {
        var host = new Host(Path.of(arguments[0]));
        var wish = new Wish(
                EnumSet.of(Part.APPLICATION, Part.PROXY),
                "https://errors.example.org",
                Optional.of("postgres://tocsin:secret@db/tocsin"),
                80,
                443,
                Fleet.NONE);
        var steps = new Installation(host, new Bundle(Path.of(arguments[1])), wish).steps();
        new Work(new Journal(host.journal("install")), new Death(arguments[2]), new Report("install"))
                .carryOut(wish.asParameters(), steps);
    }
}
