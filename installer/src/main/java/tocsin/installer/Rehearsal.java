package tocsin.installer;

import picocli.CommandLine.Option;

/** Whether a command is only to say what it would do. */
final class Rehearsal {

    @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
