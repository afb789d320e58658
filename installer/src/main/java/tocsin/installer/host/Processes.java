package tocsin.installer.host;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** Runs other programs and brings back what they said. */
public final class Processes {

    private Processes() {}

    /**
     * @param output what it said on standard output
     * @param error what it said on standard error
     */
    public record Outcome(int exitCode, String output, String error) {

        public boolean isGood() {
            return exitCode == 0;
        }

        /** The last of what was said, for a message. */
        public String lastLine() {
            return (output + "\n" + error)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("it said nothing and ended with " + exitCode)
                    .strip();
        }
    }

    /** Whatever its end; a program that is not there ends with 127. */
    public static Outcome run(List<String> command, Map<String, String> environment, String input) {
        // Not in a directory that another account, as which some of them work, may not look into.
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var error = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It did not want to hear all of it; its exit code tells why.
            }
            var output = all(process.getInputStream());
            return new Outcome(process.waitFor(), output, error.join());
        } catch (IOException e) {
            return new Outcome(127, "", e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What it says on standard output and error while somebody reads; whoever stops reading ends it. */
    public static InputStream stream(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new FilterInputStream(process.getInputStream()) {
            @Override
            public void close() throws IOException {
                process.destroy();
                super.close();
            }
        };
    }

    /** Gives it the stream to read; the outcome has no output. */
    public static Outcome feed(List<String> command, InputStream input) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var error = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        try (var stdin = process.getOutputStream()) {
            input.transferTo(stdin);
        } catch (IOException e) {
            // Either it did not want to hear all of it, and says why, or the stream cannot be read.
            var outcome = ended(process, error);
            if (outcome.isGood()) {
                throw e;
            }
            return new Outcome(outcome.exitCode(), "", outcome.error() + "\n" + e.getMessage());
        }
        return ended(process, error);
    }

    /** Passes on what it says on standard output; the outcome does not have it. */
    public static Outcome drain(List<String> command, Map<String, String> environment, OutputStream output)
            throws IOException {
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var error = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        process.getOutputStream().close();
        try (var stdout = process.getInputStream()) {
            stdout.transferTo(output);
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
        return ended(process, error);
    }

    private static Outcome ended(Process process, CompletableFuture<String> error) {
        try {
            return new Outcome(process.waitFor(), "", error.join());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    public static Outcome run(String... command) {
        return run(List.of(command), Map.of(), "");
    }

    /** Demands that it ends well. */
    public static String demand(String... command) {
        return demand(List.of(command), Map.of(), "");
    }

    public static String demand(List<String> command, Map<String, String> environment, String input) {
        var outcome = run(command, environment, input);
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E308,
                    command.getFirst() + " failed: " + outcome.lastLine(),
                    "Look at what it says; the whole command was: " + String.join(" ", command));
        }
        return outcome.output();
    }

    /** What to put before a command so that the account carries it out; only root can arrange that. */
    public static List<String> as(Owner account) {
        return isRoot()
                ? List.of(
                        "setpriv",
                        "--reuid=" + account.number().orElseThrow(),
                        "--regid=" + account.group().orElseThrow(),
                        "--clear-groups",
                        "--")
                : List.of();
    }

    public static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String all(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
