package tocsin.installer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Journal;
import tocsin.installer.journal.Lock;
import tocsin.installer.journal.Step;
import tocsin.installer.journal.Work;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Progress;
import tocsin.installer.report.Refusal;
import tocsin.installer.report.Report;

/** What all commands have in common: the host, the answer in words or JSON, and the exit code. */
abstract class HostCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description =
                    "Works in a directory as if it were the root of a host, whose services cannot be started then.")
    private Path root;

    @Option(names = "--json", description = "Answers with one JSON object on standard output, and with nothing else.")
    private boolean json;

    Report report;

    /** Does what the command is for, or refuses. */
    abstract void carryOut(Host host);

    /** Whether it only says what it would do. */
    boolean isRehearsed() {
        return false;
    }

    @Override
    public final Integer call() {
        report = new Report(spec.qualifiedName(" ").replaceFirst("^tocsinctl ", ""));
        var host = new Host(root);
        try {
            carryOut(host);
        } catch (Refusal refusal) {
            report.found(refusal.finding());
        } catch (RuntimeException defect) {
            report.found(Finding.error(
                    Code.E902, "this is a defect: " + defect, "Please report it, with what was done and the trace."));
            defect.printStackTrace(spec.commandLine().getErr());
        }
        print(report);
        return report.exit().code();
    }

    /** Carries out the steps under the lock and in the journal, or says what they would be. */
    void work(Host host, String command, Map<String, String> parameters, List<Step> steps) {
        work(host, host.lock(), command, parameters, steps);
    }

    /** The same under a lock of its own, beside which other commands may go on. */
    void work(Host host, Path lockFile, String command, Map<String, String> parameters, List<Step> steps) {
        var work = new Work(
                new Journal(host.journal(command)), json ? Progress.silent() : Progress.of(System.err), report);
        if (isRehearsed()) {
            work.rehearse(steps);
            return;
        }
        host.requireRoot();
        try (var lock = Lock.take(lockFile)) {
            assert lock != null;
            work.carryOut(parameters, steps);
        }
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else if (!report.text(isRehearsed()).isEmpty()) {
            (report.isForbidden() ? spec.commandLine().getErr() : out).println(report.text(isRehearsed()));
        }
        out.flush();
        spec.commandLine().getErr().flush();
    }
}
