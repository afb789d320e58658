package tocsin.grouping;

import tocsin.sentry.SentryEvent.Frame;

/** Says of frames whose they are, or whether they count at all. */
record FrameRule(int line, String text, Condition condition, Action action) {

    /** What it does to a frame. */
    enum Action {
        OWN("+app"),
        LIBRARY("-app"),
        COUNTS("+group"),
        COUNTS_NOT("-group");

        final String word;

        Action(String word) {
            this.word = word;
        }
    }

    boolean holdsOf(Frame frame, String platform, Call.Owner owner) {
        return condition.holdsOf(frame, platform, owner);
    }

    Reason reason(int calls) {
        var counted = calls + (calls == 1 ? " call" : " calls");
        return new Reason("rule", "line " + line + ": " + Texts.cut(text, 200) + " changes " + counted, true);
    }
}
