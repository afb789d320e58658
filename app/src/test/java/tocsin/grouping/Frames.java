package tocsin.grouping;

import tocsin.sentry.Familiar;
import tocsin.sentry.SentryEvent.Frame;

/** Frames of which only what names them is known. */
final class Frames {

    private Frames() {}

    static Frame of(String filename, String function, String module, String packageName) {
        return new Frame(
                filename,
                function,
                null,
                module,
                packageName,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Familiar.STRANGER);
    }
}
