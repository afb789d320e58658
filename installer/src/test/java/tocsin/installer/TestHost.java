package tocsin.installer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import tocsin.installer.bundle.TestBundle;

/** A host in a directory, and a bundle for it; the machine that carries out the test is not looked at. */
record TestHost(Path root, TestBundle bundle) {

    static TestHost in(Path directory) throws IOException {
        return new TestHost(directory.resolve("root"), TestBundle.in(directory));
    }

    Path file(String path) {
        return root.resolve(path);
    }

    Answer install(String... arguments) {
        return answer(Stream.concat(
                        Stream.of(
                                "install",
                                "--skip-preflight",
                                "--bundle",
                                bundle.directory().toString(),
                                "--root-key",
                                bundle.rootKey().toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** What a command there says, in JSON. */
    Answer answer(String... arguments) {
        return Answer.to(Stream.concat(Stream.of(arguments), Stream.of("--json", "--root", root.toString()))
                .toArray(String[]::new));
    }
}
