package tocsin.installer;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.installer.backup.DatabaseLog;
import tocsin.installer.host.Host;

@Command(
        name = "keep-log",
        hidden = true,
        description = "Keeps a finished segment of the database's log; PostgreSQL calls it, as its own account.")
final class KeepLogCommand extends HostCommand {

    @Parameters(paramLabel = "SEGMENT", description = "The file, relative to the data directory.")
    private Path segment;

    @Override
    void carryOut(Host host) {
        new DatabaseLog(host).keep(segment.toAbsolutePath());
    }
}
