package tocsin.installer.report;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One thing that is not as it should be, and what to do about it. */
public record Finding(Code code, Severity severity, String what, String remedy) {

    /** Whether it forbids what was asked for. */
    public enum Severity {
        ERROR,
        WARNING;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding error(Code code, String what, String remedy) {
        return new Finding(code, Severity.ERROR, what, remedy);
    }

    public static Finding warning(Code code, String what, String remedy) {
        return new Finding(code, Severity.WARNING, what, remedy);
    }

    public boolean forbids() {
        return severity == Severity.ERROR;
    }

    Map<String, Object> asMap() {
        var map = new TreeMap<String, Object>();
        map.put("code", code.name());
        map.put("severity", severity.text());
        map.put("what", what);
        map.put("remedy", remedy);
        return map;
    }

    /** Two lines for people. */
    @Override
    public String toString() {
        return code + " " + severity.text() + ": " + what + "\n     " + remedy + "  (tocsinctl help " + code + ")";
    }
}
