package tocsin.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes out of events what a project does not want to keep. One serves all threads. */
public final class Scrubber {

    /** What stands in the place of a secret. */
    public static final String FILTERED = "[Filtered]";

    /** For projects that never chose. */
    public static final Scrubber DEFAULT = new Scrubber(Privacy.DEFAULT);

    private final Privacy privacy;
    private final FieldRules fields;
    private final Finder finder;
    private final Patterns patterns;
    private final Replacement replacement;

    public Scrubber(Privacy privacy) {
        this.privacy = privacy;
        fields = new FieldRules(privacy);
        finder = new Finder(privacy, fields);
        patterns = new Patterns(privacy);
        replacement = new Replacement(privacy.salt());
    }

    public static Scrubber of(Privacy privacy) {
        return privacy.equals(Privacy.DEFAULT) ? DEFAULT : new Scrubber(privacy);
    }

    /** Whether not even the address of the connection may be kept. */
    public boolean hidesAddresses() {
        return privacy.on() && privacy.addresses();
    }

    /** A text of which nothing is known. */
    public String scrubbed(String text) {
        if (!privacy.on()) {
            return text;
        }
        return new Walk(fields, finder, patterns, replacement, new Remarks()).clean(text);
    }

    /** Scrubs the event in its place, with remarks in its {@code _meta}; says how many values it touched. */
    public int scrub(ObjectNode event) {
        if (!privacy.on()) {
            return 0;
        }
        var remarks = new Remarks();
        new Walk(fields, finder, patterns, replacement, remarks).event(event);
        remarks.addTo(event);
        return remarks.count();
    }
}
