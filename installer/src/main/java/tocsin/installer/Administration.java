package tocsin.installer;

import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;
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
        pass(outcome);
    }

    /** Lets the first administrator in, unless there is one or has been given a link. Without a server's answer it is for later. */
    void welcome() {
        var outcome = new Server(host).run("admin", "link", "--if-wanted");
        if (outcome.isGood()) {
            pass(outcome);
        } else {
            report.say("The first administrator: tocsinctl admin link");
        }
    }

    private void pass(Processes.Outcome outcome) {
        var answer = outcome.output().strip();
        report.answer("answer", answer);
        answer.lines()
                .filter(line -> line.startsWith("http"))
                .findFirst()
                .ifPresent(link -> report.answer("link", link));
        report.say(answer);
    }
}
