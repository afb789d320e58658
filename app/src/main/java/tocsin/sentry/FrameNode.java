package tocsin.sentry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import tocsin.sentry.SentryEvent.Frame;

/** A frame in an event's tree: one that is known, and empty here, or one that may become so. */
@SuppressWarnings("unchecked") // of Jackson's own deepCopy
final class FrameNode extends ObjectNode {

    private static final long serialVersionUID = 1;

    private final transient KnownFrames.Known before;
    private final transient KnownFrames memory;
    private final transient byte[] json;
    private final int from;
    private final int to;
    private final long hash;

    FrameNode(KnownFrames.Known before) {
        super(JsonNodeFactory.instance);
        this.before = before;
        this.memory = null;
        this.json = null;
        this.from = 0;
        this.to = 0;
        this.hash = 0;
    }

    /** One whose fields follow, which it was read from. */
    FrameNode(KnownFrames memory, byte[] json, int from, int to, long hash) {
        super(JsonNodeFactory.instance);
        this.before = null;
        this.memory = memory;
        this.json = json;
        this.from = from;
        this.to = to;
        this.hash = hash;
    }

    boolean hadDetails() {
        return before != null && before.hasDetails();
    }

    /** What it says, at the place where the notes are. */
    Frame frame(Notes notes, boolean detailed) {
        if (before != null) {
            return detailed ? before.frame() : before.slim();
        }
        if (!detailed && hasDetails() || !memory.cameBefore(hash)) {
            return FrameParser.parse(new Fields(this, notes), detailed, Familiar.STRANGER);
        }
        var errors = notes.errorCount();
        var frame = FrameParser.parse(new Fields(this, notes), true, new Familiar());
        if (notes.errorCount() == errors && !notes.isFull() && !notes.hasRemarks() && isAsItCame()) {
            frame.familiar().meet(frame);
            memory.keep(
                    hash,
                    new KnownFrames.Known(
                            Arrays.copyOfRange(json, from, to),
                            frame,
                            hasDetails() ? frame.withoutDetails() : frame,
                            hasDetails()));
        }
        return frame;
    }

    /**
     * Whether nothing was taken out of it, be it for what it holds or for where it stands: to the next event, and to the next
     * tenant's, only its bytes speak.
     */
    private boolean isAsItCame() {
        return equals(JsonText.read(Arrays.copyOfRange(json, from, to)));
    }

    private boolean hasDetails() {
        return has("vars") || has("pre_context") || has("post_context");
    }
}
