package tocsin.command.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end; what it says is kept for the case that it fails. */
record Command(List<String> words) {

    private static final int PATIENCE_SECONDS = 120;

    static Command of(List<String> words) {
        return new Command(words);
    }

    String output() {
        var result = run();
        if (result.code() != 0) {
            throw new PostgresFailed(words.getFirst() + " failed (exit " + result.code() + "):\n" + result.said());
        }
        return result.said();
    }

    Result run() {
        Path said = null;
        try {
            // A file, not a pipe: PostgreSQL inherits it, and a pipe would never end.
            said = Files.createTempFile("tocsin-", ".out");
            var process = new ProcessBuilder(words)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new PostgresFailed(words.getFirst() + " did not end within " + PATIENCE_SECONDS + " seconds.");
            }
            return new Result(process.exitValue(), Files.readString(said).strip());
        } catch (IOException e) {
            throw new PostgresFailed(words.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresFailed("Interrupted while " + words.getFirst() + " was running.", e);
        } finally {
            if (said != null) {
                said.toFile().delete();
            }
        }
    }

    record Result(int code, String said) {}
}
