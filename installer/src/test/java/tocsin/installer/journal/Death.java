package tocsin.installer.journal;

import java.time.Duration;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Progress;

/**
 * The end of this process by SIGKILL: {@code before} or {@code after} the first step that it carries out, the latter before
 * the journal knows that it is done, or before the {@code second}; or never.
 */
public final class Death implements Progress {

    private final String when;
    private int begun;

    public Death(String when) {
        this.when = when;
    }

    @Override
    public void started(int number, int of, String step, Duration expected) {
        begun++;
        if (when.equals("before") || when.equals("second") && begun == 2) {
            die();
        }
    }

    @Override
    public void finished(int number, int of, String step, Duration taken) {
        if (when.equals("after")) {
            die();
        }
    }

    private static void die() {
        Processes.run("kill", "-KILL", String.valueOf(ProcessHandle.current().pid()));
    }
}
