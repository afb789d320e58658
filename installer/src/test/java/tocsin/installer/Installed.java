package tocsin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import tocsin.installer.bundle.TestBundle;

/** A directory with an installation, whose server is a script that says what a test wants it to. */
record Installed(Path root, TestBundle bundle) {

    /** @param server a shell script that is given the command's words */
    static Installed in(Path directory, String server) throws IOException {
        var root = directory.resolve("root");
        for (var path : List.of(directory, root)) {
            Files.createDirectories(path);
            // The server's account must be able to look into it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var bundle = TestBundle.in(directory);
        bundle.write("bin/tocsin", "#!/bin/sh\n" + server, "rwxr-xr-x");
        bundle.sign();
        var databaseUrl = directory.resolve("database-url");
        Files.writeString(databaseUrl, "postgres://tocsin:hunter2hunter@db.example.org/tocsin\n");
        var installed = new Installed(root, bundle);
        var answer = installed.run(
                "install",
                "--skip-preflight",
                "--bundle",
                bundle.directory().toString(),
                "--database-url-file",
                databaseUrl.toString(),
                "--url",
                "https://errors.example.org");
        if (answer.exitCode() != 0) {
            throw new AssertionError(answer.out());
        }
        return installed;
    }

    /** The command in this directory, answering in JSON. */
    Answer run(String... command) {
        return Answer.to(Stream.concat(
                        Stream.of(command),
                        List.of("install", "doctor", "support-bundle").contains(command[0])
                                ? Stream.of(
                                        "--json",
                                        "--root",
                                        root.toString(),
                                        "--root-key",
                                        bundle.rootKey().toString())
                                : Stream.of("--json", "--root", root.toString()))
                .toArray(String[]::new));
    }

    Path at(String path) {
        return root.resolve(path);
    }
}
