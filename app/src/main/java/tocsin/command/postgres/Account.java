package tocsin.command.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As whom PostgreSQL runs: it refuses to run as root, so root hands it less than itself. */
sealed interface Account {

    /** The words that start a program as this account. */
    List<String> words(List<String> command);

    /** Makes a file or directory the account's own. */
    default void give(Path path) {}

    /** Says what to do when the account cannot reach what lies in this directory. */
    default void requireEntry(Path directory) {}

    static Account available() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Myself();
        }
        return new Namespace().isAllowed() ? new Namespace() : new Nobody();
    }

    /** Whoever started Tocsin. */
    record Myself() implements Account {
        @Override
        public List<String> words(List<String> command) {
            return command;
        }
    }

    /** Root without any of root's capabilities: keeps the files where they are, also below /root. */
    record Namespace() implements Account {
        @Override
        public List<String> words(List<String> command) {
            return prefixed(command, "unshare", "--user");
        }

        boolean isAllowed() {
            try {
                return Command.of(words(List.of("true"))).run().code() == 0;
            } catch (PostgresFailed noSuchProgram) {
                return false;
            }
        }
    }

    /** For containers that forbid user namespaces: the files become those of nobody. */
    record Nobody() implements Account {

        /** By number, because its group has another name on each distribution. */
        private static final String NOBODY = "65534";

        @Override
        public List<String> words(List<String> command) {
            return prefixed(command, "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        }

        @Override
        public void requireEntry(Path directory) {
            if (Command.of(words(List.of("test", "-x", directory.toString())))
                            .run()
                            .code()
                    != 0) {
                throw new PostgresFailed(
                        "PostgreSQL does not run as root, and this machine forbids user namespaces, so it"
                                + " runs as the user nobody, who may not enter " + directory
                                + ". Run Tocsin as an ordinary user,"
                                + " or choose directories that everybody may enter: --data /var/lib/tocsin, and"
                                + " XDG_CACHE_HOME=/var/cache for PostgreSQL's own programs.");
            }
        }

        @Override
        public void give(Path path) {
            try {
                var nobody =
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
                Files.setOwner(path, nobody);
            } catch (IOException e) {
                throw new PostgresFailed("Cannot give " + path + " to the user nobody: " + e.getMessage(), e);
            }
        }
    }

    private static List<String> prefixed(List<String> command, String... prefix) {
        var words = new ArrayList<>(List.of(prefix));
        words.addAll(command);
        return words;
    }
}
