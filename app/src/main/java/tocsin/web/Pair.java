package tocsin.web;

import io.quarkus.qute.TemplateData;

/** A name and what stands beside it, for {@code {#pairs}} and {@code {#variables}}. */
@TemplateData
public record Pair(String name, String value) {

    private static final int LONG = 160;

    /** Long values are folded until somebody wants them. */
    public boolean isLong() {
        return value.length() > LONG || value.indexOf('\n') >= 0;
    }

    /** The beginning of a long value. */
    public String start() {
        var line = value.indexOf('\n');
        var end = Math.min(line < 0 ? value.length() : line, LONG);
        return value.substring(0, end);
    }
}
