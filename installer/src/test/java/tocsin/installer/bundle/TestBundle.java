package tocsin.installer.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tocsin.installer.host.Processes;

/** A small bundle whose keys and signatures openssl has made. */
public record TestBundle(Path directory, Path keys) {

    private static final String UNIT = """
            [Service]
            ExecStart=/opt/tocsin/current/bin/tocsin
            [Install]
            WantedBy=tocsin.target
            """;

    public static TestBundle in(Path where) throws IOException {
        var bundle = new TestBundle(where.resolve("tocsin-26.1.0"), where.resolve("secret"));
        Files.createDirectories(bundle.keys);
        bundle.key("root");
        bundle.key("release");
        bundle.write("bin/tocsin", "#!/bin/sh\nexit 0\n", "rwxr-xr-x");
        bundle.write("release.json", "{\n  \"version\": \"26.1.0\"\n}\n", "rw-r--r--");
        bundle.write("etc/proxy.env", "PROXY_HTTP=:80\nPROXY_HTTPS=:443\nPROXY_CERTIFICATE=\n", "rw-r--r--");
        bundle.write("etc/haproxy.cfg", "global\n", "rw-r--r--");
        for (var unit : List.of("tocsin@.service", "tocsin-proxy.service", "tocsin-postgresql.service")) {
            bundle.write("systemd/" + unit, UNIT, "rw-r--r--");
        }
        bundle.write(
                "systemd/tocsin-backup.service",
                "[Service]\nExecStart=/opt/tocsin/current/bin/tocsinctl\n",
                "rw-r--r--");
        bundle.write(
                "systemd/tocsin-backup.timer",
                "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=tocsin.target\n",
                "rw-r--r--");
        bundle.write("systemd/tocsin.target", "[Install]\nWantedBy=multi-user.target\n", "rw-r--r--");
        bundle.write("etc/tocsin.env", "# nothing\n", "rw-r--r--");
        Files.createDirectories(bundle.directory.resolve("postgresql/lib"));
        bundle.write("postgresql/lib/libpq.so.5", "not really", "rw-r--r--");
        Files.createSymbolicLink(bundle.directory.resolve("postgresql/lib/libpq.so"), Path.of("libpq.so.5"));
        Files.createDirectories(bundle.directory.resolve("keys"));
        bundle.sign();
        return bundle;
    }

    public void write(String path, String text, String mode) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** Makes the manifest of what is there, and signs all of it. */
    public void sign() throws IOException {
        Files.copy(
                keys.resolve("release.pem"),
                directory.resolve("keys/release.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        sign("root", directory.resolve("keys/release.pem"));
        Files.deleteIfExists(directory.resolve("MANIFEST"));
        Files.writeString(directory.resolve("MANIFEST"), "");
        Files.writeString(directory.resolve("MANIFEST"), Manifest.of(directory, new Bundle(directory).files()));
        sign("release", directory.resolve("MANIFEST"));
    }

    public Path rootKey() {
        return keys.resolve("root.pem");
    }

    void key(String name) {
        var secret = keys.resolve(name + ".key").toString();
        Processes.demand("openssl", "genpkey", "-algorithm", "ed25519", "-out", secret);
        Processes.demand(
                "openssl",
                "pkey",
                "-in",
                secret,
                "-pubout",
                "-out",
                keys.resolve(name + ".pem").toString());
    }

    void sign(String name, Path file) {
        Processes.demand(
                "openssl",
                "pkeyutl",
                "-sign",
                "-rawin",
                "-inkey",
                keys.resolve(name + ".key").toString(),
                "-in",
                file.toString(),
                "-out",
                file + ".sig");
    }
}
