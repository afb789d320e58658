package tocsin.sentry;

import com.fasterxml.jackson.core.SerializableString;
import tocsin.sentry.SentryEvent.Frame;

/**
 * What is known of a frame that comes again and again: how it is written, and what somebody noted of it. It is no part of
 * what the frame says, so any two are equal.
 */
public final class Familiar {

    /** Of a frame that nobody met before. Nothing can be noted of it. */
    public static final Familiar STRANGER = new Familiar();

    private volatile SerializableString written;
    private volatile Object note;

    Familiar() {}

    /** From now on it need not be written anew. */
    void meet(Frame frame) {
        written = new WrittenJson(EventWriter.write(frame));
    }

    SerializableString written() {
        return written;
    }

    /** What was noted last; null when nothing was. */
    public Object note() {
        return note;
    }

    /** Leaves a note for whoever meets the frame next. It must follow from the frame alone, and never change. */
    public void note(Object note) {
        if (this != STRANGER) {
            this.note = note;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Familiar;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "";
    }
}
