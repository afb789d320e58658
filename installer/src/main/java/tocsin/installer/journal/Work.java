package tocsin.installer.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.installer.report.Code;
import tocsin.installer.report.Progress;
import tocsin.installer.report.Refusal;
import tocsin.installer.report.Report;

/** Carries out the steps of one command, those that are not done yet, in their order. */
public final class Work {

    private final Journal journal;
    private final Progress progress;
    private final Report report;

    public Work(Journal journal, Progress progress, Report report) {
        this.journal = journal;
        this.progress = progress;
        this.report = report;
    }

    /**
     * @param parameters what the command was told, for the run that goes on after this one was interrupted
     */
    public void carryOut(Map<String, String> parameters, List<Step> steps) {
        var pending = steps.stream().filter(step -> !seemsDone(step)).toList();
        if (!isWork(pending)) {
            return;
        }
        // What was begun with another intention is given up: its steps say nothing about these.
        if (!journal.unfinished().equals(Optional.of(parameters))) {
            journal.begin(parameters);
        }
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (!isDone(step)) {
                carryOut(i + 1, steps.size(), step);
            } else if (pending.contains(step)) {
                // Done by the way, such as a directory by what was put into it.
                report.changed(step.name());
            }
        }
        journal.end();
    }

    /** Says what would be done, and does nothing. */
    public void rehearse(List<Step> steps) {
        var pending = steps.stream().filter(step -> !seemsDone(step)).toList();
        if (isWork(pending)) {
            pending.forEach(step -> report.changed(step.name()));
        }
    }

    /** Steps that only the journal knows of are for the sake of others, unless a run was interrupted. */
    private boolean isWork(List<Step> pending) {
        return journal.unfinished().isPresent() || pending.stream().anyMatch(Step.Seen.class::isInstance);
    }

    /** Some can only be asked when the steps before them are done. */
    private boolean seemsDone(Step step) {
        try {
            return isDone(step);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void carryOut(int number, int of, Step step) {
        var begun = System.nanoTime();
        journal.start(step.name());
        progress.started(number, of, step.name(), step.expected());
        try {
            step.carryOut();
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            throw new Refusal(
                    Code.E303,
                    "could not " + step.name() + ": " + reason(e),
                    "Put right what the message says and run the same command again; it goes on at this step.",
                    e);
        }
        progress.finished(number, of, step.name(), Duration.ofNanos(System.nanoTime() - begun));
        journal.done(step.name());
        report.changed(step.name());
    }

    private static String reason(RuntimeException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        var name = cause.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
        return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }

    private boolean isDone(Step step) {
        return switch (step) {
            case Step.Seen seen -> seen.done().getAsBoolean();
            case Step.Told told -> journal.isDone(told.name());
        };
    }
}
