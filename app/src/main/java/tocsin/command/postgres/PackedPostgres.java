package tocsin.command.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL that travels as an archive inside a jar, unpacked once for each version into the user's cache. */
public final class PackedPostgres {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PackedPostgres() {}

    /** Where it is unpacked now; nothing when this program carries no archive, as the native executable does not. */
    static Optional<Path> unpacked() {
        if (!runsHere() || PackedPostgres.class.getResource(ARCHIVE) == null) {
            return Optional.empty();
        }
        try {
            var home = cache().resolve("postgresql-" + digest());
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(home);
            }
            return Optional.of(home);
        } catch (IOException e) {
            throw new PostgresFailed("The embedded PostgreSQL cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Unpacks into the one directory named; the native build puts PostgreSQL beside the executable with it. */
    public static void main(String... arguments) throws IOException {
        var home = Path.of(arguments[0]);
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            unpack(home);
        }
    }

    private static boolean runsHere() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }

    private static void unpack(Path home) throws IOException {
        Files.createDirectories(home.toAbsolutePath().getParent());
        // Beside the goal and moved at the end: two that start at once, or a power cut, leave no half directory.
        var draft = Files.createTempDirectory(home.toAbsolutePath().getParent(), "unpacking-");
        try {
            try (var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open())))) {
                for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    write(archive, entry, draft);
                }
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process may have been faster, and then there is nothing left to do.
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        } finally {
            Directories.delete(draft);
        }
    }

    private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path root) throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, path);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path cache() {
        var cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("tocsin");
    }

    private static String digest() throws IOException {
        try (var in = new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static InputStream open() {
        return PackedPostgres.class.getResourceAsStream(ARCHIVE);
    }
}
