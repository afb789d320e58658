package tocsin.installer.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;
import tocsin.installer.install.Memory;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/**
 * The machine and its system, as far as it matters.
 *
 * @param libc "glibc 2.36"; empty where there is another one
 * @param systemd its version, 0 where there is none
 * @param distribution "debian 12", of os-release
 * @param openFiles the most that one process is allowed to have
 */
record SystemFacts(
        String os,
        String architecture,
        String libc,
        int systemd,
        int processors,
        long memoryMegabytes,
        boolean clockIsKept,
        boolean selinuxEnforces,
        long openFiles,
        String distribution) {

    private static final Pattern GLIBC = Pattern.compile("glibc (\\d+)\\.(\\d+).*", Pattern.DOTALL);
    private static final Pattern SYSTEMD = Pattern.compile("systemd (\\d+)\\b.*", Pattern.DOTALL);
    private static final int GLIBC_MINOR = 34;
    private static final int OLDEST_SYSTEMD = 249;
    /** A machine that is sold as one with 1 GB says a little less. */
    private static final long LEAST_MEGABYTES = 900;

    private static final long GOOD_MEGABYTES = 1800;
    private static final long OPEN_FILES = 65_536;
    private static final List<Code> LASTING = List.of(Code.E104, Code.E105, Code.E109, Code.E112);
    private static final List<String> TRIED = List.of("debian 12", "debian 13");

    static SystemFacts of(Host host) {
        var systemd = SYSTEMD.matcher(Processes.run("systemctl", "--version").output());
        return new SystemFacts(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Processes.run("getconf", "GNU_LIBC_VERSION").output().strip(),
                systemd.matches() ? Integer.parseInt(systemd.group(1)) : 0,
                Runtime.getRuntime().availableProcessors(),
                Memory.megabytes(),
                Processes.run("timedatectl", "show", "--property=NTPSynchronized", "--value")
                        .output()
                        .strip()
                        .equals("yes"),
                first(Path.of("/sys/fs/selinux/enforce")).equals("1"),
                OpenFiles.allowed(),
                distribution(host));
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (!os.equals("Linux") || !architecture.equals("amd64")) {
            findings.add(Finding.error(
                    Code.E101,
                    "this is " + os + " on " + architecture + ", and the programs are for Linux on x86-64",
                    "Install on another host."));
        }
        var glibc = GLIBC.matcher(libc);
        if (!glibc.matches()
                || Integer.parseInt(glibc.group(1)) == 2 && Integer.parseInt(glibc.group(2)) < GLIBC_MINOR) {
            findings.add(Finding.error(
                    Code.E102,
                    "the C library is " + (libc.isEmpty() ? "not glibc" : libc) + ", and glibc 2.34 is needed",
                    "Move to Debian 12, Ubuntu 22.04, RHEL 9 or newer."));
        }
        if (systemd < OLDEST_SYSTEMD) {
            findings.add(Finding.error(
                    Code.E103,
                    (systemd == 0 ? "systemd is missing" : "systemd is " + systemd) + ", and " + OLDEST_SYSTEMD
                            + " is needed",
                    "Install on a host that was booted by a newer systemd."));
        }
        size(findings);
        if (!clockIsKept) {
            findings.add(Finding.warning(
                    Code.E109, "nothing keeps the clock in time", "Set up chrony or systemd-timesyncd."));
        }
        if (selinuxEnforces) {
            findings.add(Finding.warning(
                    Code.E111,
                    "SELinux is enforcing, and Tocsin brings no policy",
                    "Go on; if a service does not start, `ausearch -m avc -ts recent` tells why."));
        }
        if (openFiles < OPEN_FILES) {
            findings.add(Finding.warning(
                    Code.E112,
                    "one process may open " + openFiles + " files, so the proxy takes some " + openFiles / 2
                            + " connections at a time and not 20000",
                    "Go on, or allow " + OPEN_FILES + " first: `tocsinctl help E112` tells how."));
        }
        if (!TRIED.contains(distribution)) {
            findings.add(Finding.warning(
                    Code.E119,
                    "this is " + (distribution.isBlank() ? "a system without a name" : distribution)
                            + ", and Debian 12 and 13 were tried",
                    "Go on, and report what you find."));
        }
        return findings;
    }

    /** What may change while an installation runs. */
    List<Finding> lasting() {
        return findings().stream()
                .filter(finding -> LASTING.contains(finding.code()))
                .toList();
    }

    private void size(List<Finding> findings) {
        if (processors < 2) {
            findings.add(Finding.warning(Code.E104, "there is one processor", "Give the host two or more."));
        }
        if (memoryMegabytes < LEAST_MEGABYTES) {
            findings.add(Finding.error(
                    Code.E105,
                    "there are " + memoryMegabytes + " MB of memory, and 1 GB is needed",
                    "Give the host more."));
        } else if (memoryMegabytes < GOOD_MEGABYTES) {
            findings.add(Finding.warning(
                    Code.E105,
                    "there are " + memoryMegabytes + " MB of memory, and 2 GB are sensible",
                    "Give the host more."));
        }
    }

    private static String distribution(Host host) {
        var file = host.at("/etc/os-release");
        if (!Files.exists(file)) {
            return "";
        }
        try {
            var id = "";
            var version = "";
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith("ID=")) {
                    id = line.substring(3).replace("\"", "");
                } else if (line.startsWith("VERSION_ID=")) {
                    version = line.substring(11).replace("\"", "");
                }
            }
            return (id + " " + version).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** In one read: the kernel tells a number to the first read alone, and {@link Files#readString} begins with one byte. */
    static String first(Path file) {
        try (var lines = Files.newBufferedReader(file)) {
            return lines.readLine().strip();
        } catch (IOException e) {
            return "";
        }
    }
}
