package tocsin.installer.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** Where everything lies on a host, or in a directory that is furnished like one. */
public record Host(Path root) {

    public Host {
        root = root.toAbsolutePath().normalize();
    }

    /** Whether this is the running system, whose services can be started. */
    public boolean isLive() {
        return root.equals(Path.of("/"));
    }

    /** A path of the running system, within this host's root. */
    public Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** The path as programs on that host see it. */
    public String seen(Path path) {
        return "/" + root.relativize(path);
    }

    public Path releases() {
        return at("/opt/tocsin/releases");
    }

    public Path current() {
        return at("/opt/tocsin/current");
    }

    public Path settings() {
        return at("/etc/tocsin/tocsin.env");
    }

    public Path credentials() {
        return at("/etc/tocsin/credentials");
    }

    public Path installation() {
        return at("/etc/tocsin/installation.conf");
    }

    /** The address of a fleet's host, which the units read after the ports of the colour. */
    public Path listen() {
        return at("/etc/tocsin/listen.env");
    }

    public Path units() {
        return at("/etc/systemd/system");
    }

    public Path data() {
        return at("/var/lib/tocsin");
    }

    /** Where a command keeps its journal; that of the removal is not in what is removed. */
    public Path journal(String command) {
        return command.equals("uninstall") ? at("/run/tocsinctl.uninstall") : at("/var/lib/tocsin/journal/" + command);
    }

    public Path lock() {
        return at("/run/tocsinctl.lock");
    }

    /** Held while a backup is made or looked at, which hinders nobody but the next one and a restore. */
    public Path backupLock() {
        return at("/var/lib/tocsin/journal/backup.lock");
    }

    public boolean isInstalled() {
        return Files.exists(current()) && Files.exists(installation());
    }

    /** The release that is used. */
    public String release() {
        requireInstallation();
        try {
            return Files.readSymbolicLink(current()).getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void requireInstallation() {
        if (!isInstalled()) {
            throw new Refusal(
                    Code.E304,
                    "there is no installation under " + root,
                    "Install one with `tocsinctl install`, or name the directory of one with --root.");
        }
    }

    /** Services run on the running system alone. */
    public void requireLife() {
        if (!isLive()) {
            throw new Refusal(
                    Code.E304,
                    root + " is a directory and not the running system",
                    "Start and stop services on the host itself, without --root.");
        }
    }

    /** A directory may belong to anybody; the running system only takes orders from root. */
    public void requireRoot() {
        if (isLive() && !Processes.isRoot()) {
            throw new Refusal(Code.E301, "only root may change this host", "Run the same command with sudo.");
        }
    }
}
