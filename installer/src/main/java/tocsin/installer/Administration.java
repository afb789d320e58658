package tocsin.installer;

import tocsin.installer.host.Host;
import tocsin.installer.install.Server;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;
import tocsin.installer.report.Report;

/** What the installed server's own commands do for us: with its settings, its secrets and its account. */
record Administration(Host host, Report report) {

    /** Runs the server's command and passes its answer on. */
    void ask(String change, String... command) {
        host.requireInstallation();
        host.requireRoot();
        var outcome = new Server(host).run(command);
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E308,
                    "could not " + change + ": " + outcome.lastLine(),
                    "Put right what it says; `tocsinctl status` tells whether database and server run.");
        }
        report.changed(change);
        report.answer("answer", outcome.output().strip());
        report.say(outcome.output().strip());
    }
}
