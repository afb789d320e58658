package tocsin.installer.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Tells whoever waits how far the work is; always on standard error, so that answers stay clean. */
public interface Progress {

    /** @param number of this step, from 1 */
    void started(int number, int of, String step, Duration expected);

    void finished(int number, int of, String step, Duration taken);

    /** Says nothing: for programs. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void started(int number, int of, String step, Duration expected) {}

            @Override
            public void finished(int number, int of, String step, Duration taken) {}
        };
    }

    /** One line that changes on a terminal, one line for each step elsewhere. */
    static Progress of(PrintStream out) {
        return isTerminal() ? new OnTerminal(out) : new AsLines(out);
    }

    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /** For logs: what is done, and how long it took. */
    record AsLines(PrintStream out) implements Progress {

        @Override
        public void started(int number, int of, String step, Duration expected) {
            if (expected.toMillis() >= 2000) {
                out.println("[" + number + "/" + of + "] " + step + ", about " + seconds(expected));
            }
        }

        @Override
        public void finished(int number, int of, String step, Duration taken) {
            out.println("[" + number + "/" + of + "] " + step + ": done in " + seconds(taken));
        }
    }

    /** For people: the line of the present step is written over by the next one. */
    record OnTerminal(PrintStream out) implements Progress {

        private static final String LINE_ANEW = "\r\033[K";

        @Override
        public void started(int number, int of, String step, Duration expected) {
            var about = expected.toMillis() >= 1000 ? " (about " + seconds(expected) + ")" : "";
            out.print(LINE_ANEW + "[" + number + "/" + of + "] " + step + about);
            out.flush();
        }

        @Override
        public void finished(int number, int of, String step, Duration taken) {
            out.println(LINE_ANEW + "[" + number + "/" + of + "] " + step + "  " + seconds(taken));
        }
    }
}
