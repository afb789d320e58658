package tocsin.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.help.HandbookFiles;

@Command(
        name = "handbook",
        description = {
            "Writes the handbook into a directory, as text and as pages that need no server.",
            "It is the same as at /help."
        })
class HandbookCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Where to; it is made when it is not there.")
    private Path directory;

    @Override
    public Integer call() {
        try {
            new HandbookFiles(directory).write();
            return 0;
        } catch (IOException e) {
            throw new CommandRefused("Cannot write the handbook: " + e.getMessage(), e);
        }
    }
}
