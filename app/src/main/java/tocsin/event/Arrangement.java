package tocsin.event;

/** How somebody wants to read stack traces: from the crash down or up to it; own frames, all of them, or as plain text. */
public record Arrangement(boolean oldestFirst, boolean allFrames, boolean raw) {

    public static final Arrangement USUAL = new Arrangement(false, false, false);

    /** The frames asked for, as addresses say it. */
    public String frames() {
        return raw ? "raw" : allFrames ? "all" : "own";
    }

    StackView applied(StackView stack) {
        var runs = stack.runs().stream()
                .map(run -> new FrameRun(
                        run.folded() && !allFrames,
                        run.count(),
                        run.of(),
                        oldestFirst ? run.frames().reversed() : run.frames()))
                .toList();
        return new StackView(oldestFirst ? runs.reversed() : runs, stack.left());
    }
}
