package tocsin.event;

/** How somebody wants to read stack traces: from the crash down or up to it, with or without what is folded. */
public record Arrangement(boolean oldestFirst, boolean allFrames) {

    public static final Arrangement USUAL = new Arrangement(false, false);

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
