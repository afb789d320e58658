package tocsin.grouping;

import tocsin.sentry.SentryEvent.Frame;

/** A frame that says something, and whose code it is. */
record Call(Frame frame, FrameKey key, Owner owner) {

    /** By the SDK's word first, by our lists where it is silent. */
    enum Owner {
        OWN,
        PROBABLY_OWN,
        LIBRARY
    }

    /** Where that is, as the program calls it. */
    String place() {
        var place = CodePlace.shown(frame);
        var function = key.function();
        if (place == null || function.isEmpty()) {
            return place == null ? key.toString() : place;
        }
        return place + " in " + function;
    }

    /** True of a function that people know by its name because they wrote it. */
    boolean isNamed() {
        return owner != Owner.LIBRARY && !key.function().isEmpty();
    }

    /** Null for a frame that says nothing. */
    static Call of(Frame frame, Family family) {
        var key = FrameKey.of(frame, family);
        return key == null ? null : new Call(frame, key, owner(frame, family));
    }

    /** The same as if the SDK had not said whose it is. */
    Call doubted(Family family) {
        return frame.inApp() == null || FrameworkFrames.contains(frame, family)
                ? this
                : new Call(frame, key, Owner.PROBABLY_OWN);
    }

    private static Owner owner(Frame frame, Family family) {
        if (frame.inApp() != null) {
            return frame.inApp() ? Owner.OWN : Owner.LIBRARY;
        }
        return FrameworkFrames.contains(frame, family) ? Owner.LIBRARY : Owner.PROBABLY_OWN;
    }
}
