package tocsin.installer.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import tocsin.installer.host.Host;
import tocsin.installer.install.Services;
import tocsin.installer.journal.Step;

/**
 * What works with the data of a host.
 *
 * @param stop steps after which nobody touches the data
 * @param start steps after which it serves again, and is ready
 */
record Instance(Supplier<List<Step>> stop, Supplier<List<Step>> start) {

    /** Its services; in a directory nothing runs that could be in the way. */
    static Instance of(Host host) {
        var services = new Services(host);
        return host.isLive() ? new Instance(services::quiet, services::wake) : new Instance(List::of, List::of);
    }

    /** The same steps once more, under other names. */
    static List<Step> named(String prefix, List<Step> steps) {
        return steps.stream().map(step -> named(prefix, step)).toList();
    }

    /** What was stopped and is started again, once the mark is there, is not stopped a second time. */
    static List<Step> until(Path mark, List<Step> steps) {
        return steps.stream().map(step -> until(mark, step)).toList();
    }

    private static Step until(Path mark, Step step) {
        return step instanceof Step.Seen seen
                ? new Step.Seen(
                        seen.name(),
                        seen.expected(),
                        () -> Files.exists(mark) || seen.done().getAsBoolean(),
                        seen.work())
                : step;
    }

    private static Step named(String prefix, Step step) {
        return switch (step) {
            case Step.Seen seen -> new Step.Seen(prefix + seen.name(), seen.expected(), seen.done(), seen.work());
            case Step.Told told -> new Step.Told(prefix + told.name(), told.expected(), told.work());
        };
    }
}
