package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.host.Host;
import tocsin.installer.install.Installation;
import tocsin.installer.install.Part;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

@Command(
        name = "install",
        description = {
            "Installs a bundle on this host: verifies it, puts it in place, makes the database and starts everything.",
            "Nothing is fetched from anywhere. What was interrupted goes on when the same command is given again."
        })
final class InstallCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Mixin
    private Order order;

    @Option(
            names = "--skip-preflight",
            description = "Installs without looking at the host first; the bundle is verified all the same.")
    private boolean skipPreflight;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        if (!isRehearsed()) {
            host.requireRoot();
        }
        var bundle = order.bundle();
        report.found(bundle.findings(order.root()));
        var wish = order.wish(host);
        report.found(skipPreflight ? order.findings(wish) : order.preflight(host));
        report.found(order.databaseFindings(host, wish));
        if (host.isInstalled() && !host.release().equals(bundle.version())) {
            report.found(Finding.error(
                    Code.E114,
                    "release " + host.release() + " is installed, and this bundle is " + bundle.version(),
                    "Install the same release, or take the other one away with `tocsinctl uninstall`, which"
                            + " keeps all data."));
        }
        if (report.isForbidden()) {
            return;
        }
        work(host, "install", wish.asParameters(), new Installation(host, bundle, wish).steps());
        report.answer("url", wish.url());
        report.answer("release", bundle.version());
        if (!isRehearsed()) {
            report.say("Tocsin " + bundle.version() + " is installed"
                    + (host.isLive() ? " and serves " + wish.url() : " in " + host.root()) + ".");
            if (host.isLive() && wish.has(Part.APPLICATION)) {
                new Administration(host, report).welcome();
            }
        }
    }
}
