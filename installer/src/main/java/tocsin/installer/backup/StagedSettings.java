package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import tocsin.installer.host.Host;
import tocsin.installer.host.Tree;

/**
 * The settings and secrets of a backup on their way into a host. What tocsinctl writes for each host anew stays, and so does the
 * address of the database, which is this host's.
 */
record StagedSettings(Host host, Staging staging, Path aside) {

    static final List<String> PARTS = List.of("configuration", "secrets");

    private static final Set<String> OF_THE_HOST = Set.of(
            "installation.conf",
            "postgresql.conf",
            "postgresql.machine.conf",
            "pg_hba.conf",
            "pg_ident.conf",
            "haproxy.cfg",
            "database-url");

    boolean isKept() {
        return Files.isDirectory(aside);
    }

    void keep() {
        new Tree(host.at("/etc/tocsin")).copyTo(aside);
    }

    void place() {
        copy(staging.part("configuration"), host.at("/etc/tocsin"));
        copy(staging.part("secrets"), host.credentials());
    }

    void putBack() {
        copy(aside, host.at("/etc/tocsin"));
    }

    /** File by file, each whole; directories that are there stay as they are. */
    private static void copy(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    if (!Files.exists(target)) {
                        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } else if (!OF_THE_HOST.contains(file.getFileName().toString())) {
                    var beside = target.resolveSibling("." + target.getFileName() + ".new");
                    Files.copy(
                            file,
                            beside,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING,
                            LinkOption.NOFOLLOW_LINKS);
                    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
