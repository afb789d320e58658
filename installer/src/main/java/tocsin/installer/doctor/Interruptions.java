package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Journal;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** Commands that have begun and not ended, as their journals tell. */
public record Interruptions(Host host) {

    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        for (var command : commands()) {
            var journal = new Journal(host.journal(command));
            journal.unfinished()
                    .ifPresent(parameters -> findings.add(Finding.warning(
                            Code.E307,
                            "`tocsinctl " + command + "` was interrupted"
                                    + journal.interruptedAt()
                                            .map(step -> " at: " + step)
                                            .orElse(""),
                            "Run it again; it goes on where it stopped.")));
        }
        return findings;
    }

    private Iterable<String> commands() {
        var commands = new TreeSet<>(List.of("uninstall"));
        var directory = host.at("/var/lib/tocsin/journal");
        if (Files.isDirectory(directory)) {
            try (var journals = Files.list(directory)) {
                journals.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("[a-z-]+"))
                        .forEach(commands::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return commands;
    }
}
