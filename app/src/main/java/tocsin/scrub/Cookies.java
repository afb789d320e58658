package tocsin.scrub;

import java.util.ArrayList;
import java.util.List;

/** The values of cookies; their names may be seen. */
final class Cookies {

    private Cookies() {}

    static List<Finding> values(String header) {
        var values = new ArrayList<Finding>();
        for (int from = 0, end; from <= header.length(); from = end + 1) {
            end = header.indexOf(';', from);
            end = end < 0 ? header.length() : end;
            var equals = header.indexOf('=', from);
            var start = equals < 0 || equals >= end ? from : equals + 1;
            // What has no name may be a value
            if (start < end && !header.startsWith(Scrubber.FILTERED, start) && !isBlank(header, start, end)) {
                values.add(new Finding(start, end, FieldRules.COOKIE));
            }
        }
        return values;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
