package tocsin.installer.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.host.Host;
import tocsin.installer.install.Colour;
import tocsin.installer.install.Part;
import tocsin.installer.install.Wish;
import tocsin.installer.journal.Journal;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** Looks at a host before an installation, changes nothing, and says everything at once. */
public record Preflight(Host host, Wish wish) {

    private static final List<String> NO_SHELL =
            List.of("/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false");

    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.addAll(SystemFacts.of(host).findings());
        findings.addAll(new Disk(host).findings());
        accounts(findings);
        if (!host.isInstalled() && !isUnderWay()) {
            places(findings);
            if (host.isLive()) {
                ports(findings);
            }
        }
        if (host.isLive()
                && !wish.fleet().listen().isEmpty()
                && wish.fleet().notAddresses().isEmpty()) {
            ownAddress(wish.fleet().listen(), findings);
        }
        return findings;
    }

    /** Of these, what still matters to an installation that runs: what it has of the machine may change. */
    public static List<Finding> lasting(Host host) {
        var findings = new ArrayList<>(SystemFacts.of(host).lasting());
        findings.addAll(new Disk(host).findings());
        return findings;
    }

    /** What an installation that was interrupted has begun is no hindrance to the same command. */
    private boolean isUnderWay() {
        return new Journal(host.journal("install")).unfinished().isPresent();
    }

    private void ports(List<Finding> findings) {
        if (wish.has(Part.PROXY)) {
            port(wish.httpPort(), "--http-port", findings);
            port(wish.httpsPort(), "--https-port", findings);
        }
        if (wish.has(Part.APPLICATION)) {
            for (var colour : Colour.values()) {
                port(colour.port(), "", findings);
                port(colour.port() + 10, "", findings);
            }
        }
        if (wish.has(Part.DATABASE)) {
            port(5432, "", findings);
        }
    }

    static void port(int port, String option, List<Finding> findings) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port));
        } catch (java.net.BindException e) {
            if (!e.getMessage().contains("ermission")) {
                findings.add(Finding.error(
                        Code.E108,
                        "port " + port + " is in use",
                        "`ss -ltnp` names the program; stop it"
                                + (option.isEmpty() ? "." : ", or choose another port with " + option + ".")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody can listen on the address of another host. */
    static void ownAddress(String address, List<Finding> findings) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        } catch (IOException e) {
            findings.add(Finding.error(
                    Code.E122,
                    address + " is not an address of this host",
                    "`ip -brief address` lists those that it has; name one of them with --listen."));
        }
    }

    private void accounts(List<Finding> findings) {
        var file = host.at("/etc/passwd");
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (var line : Files.readAllLines(file)) {
                var fields = line.split(":", -1);
                var isOurs = List.of(Part.values()).stream()
                        .anyMatch(part -> part.account().equals(fields[0]));
                if (isOurs && (fields[2].equals("0") || !NO_SHELL.contains(fields[6]))) {
                    findings.add(Finding.error(
                            Code.E113,
                            "the account " + fields[0] + " is one that somebody can log in with",
                            "Rename it, or remove it if nobody uses it: userdel " + fields[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an interrupted or removed installation left is ours; a data directory of somebody else is not. */
    private void places(List<Finding> findings) {
        var current = host.current();
        if (Files.exists(current) && !Files.isSymbolicLink(current)) {
            findings.add(Finding.error(Code.E114, current + " is there and is not ours", "Move it elsewhere."));
        }
        var data = host.at("/var/lib/tocsin/postgresql");
        if (Files.exists(data.resolve("PG_VERSION"))
                && !Files.exists(host.credentials().resolve("database-url"))) {
            findings.add(Finding.error(
                    Code.E114,
                    data + " holds a database, and /etc/tocsin/credentials/database-url does not say how to enter it",
                    "Put the credential of that installation back, or move the database elsewhere."));
        }
    }
}
