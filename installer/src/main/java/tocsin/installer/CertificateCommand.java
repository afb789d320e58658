package tocsin.installer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tocsin.config.Option;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Systemd;
import tocsin.installer.install.Certificate;
import tocsin.installer.install.Part;
import tocsin.installer.install.Recorded;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

@Command(
        name = "certificate",
        description = {
            "Gives the proxy a certificate, the first one or a new one, after a look at it.",
            "A new one is taken without losing a request. With the first one HTTP is redirected to HTTPS, and the proxy is"
                    + " restarted once."
        })
final class CertificateCommand extends HostCommand {

    private static final String PROXY = "tocsin-proxy.service";
    private static final String PLACE = "/etc/tocsin/tls/tocsin.pem";

    @Mixin
    private Rehearsal rehearsal;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "In PEM: the certificate, those that lead to its root, and its private key without a password.")
    private Path file;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var pem = text(file);
        report.found(new Certificate(pem).findings(name(host), Instant.now()));
        if (report.isForbidden()) {
            return;
        }
        var settings = host.at("/etc/tocsin/proxy.env");
        var before = text(settings);
        var after = before.contains("PROXY_CERTIFICATE=" + PLACE)
                ? before
                : before.replaceFirst("(?m)^PROXY_CERTIFICATE=.*$\n?", "").stripTrailing() + "\nPROXY_CERTIFICATE="
                        + PLACE + "\n";
        var systemd = new Systemd(host);
        var steps = new ArrayList<Step>(List.of(
                new Contents(host.at(PLACE), pem)
                        .mode("r--r-----")
                        .owner(new Owner(host, Part.PROXY.account()))
                        .step("store the certificate in " + PLACE),
                new Contents(settings, after).step("let the proxy use " + PLACE)));
        steps.add(
                after.equals(before)
                        ? new Step.Told("let the proxy take the certificate", () -> systemd.refresh(PROXY))
                        : new Step.Told("restart the proxy with its first certificate", () -> systemd.renew(PROXY)));
        work(host, "certificate", Map.of(), steps);
    }

    /** The host that people and SDKs ask for. */
    private static String name(Host host) {
        // A fleet's proxy has no settings of a server.
        var url = SettingsFile.read(host.settings())
                .values()
                .getOrDefault(
                        Option.URL.environmentName(),
                        Recorded.of(host).value("url").orElse(""));
        return url.isEmpty() ? "" : String.valueOf(URI.create(url).getHost());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Refusal(Code.E120, "cannot read " + file, "Name a file in PEM.", e);
        }
    }
}
