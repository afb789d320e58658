package tocsin.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BadRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.web.Htmx;
import tocsin.web.Words;

/** The way back from a change of status: an address that says what each issue was before. */
final class Undo {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ONE = Pattern.compile("(\\d{1,18}):(\\w+)");

    private Undo() {}

    /** What a page is told after a change: a sentence with Undo, and that its list is to be read again. */
    static String toast(Issue.Status status, List<Issues.Changed> changed, String change) {
        var done = Words.of(changed.size(), "issue", "issues") + " "
                + switch (status) {
                    case RESOLVED -> "resolved";
                    case UNRESOLVED -> "reopened";
                    case MUTED -> "muted";
                };
        try {
            var told =
                    (ObjectNode) JSON.readTree(Htmx.toast(done, changed.isEmpty() ? null : address(changed, change)));
            return told.put("refresh", "").toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String address(List<Issues.Changed> changed, String change) {
        return changed.stream()
                .map(one -> "set=" + one.issue().id() + ":" + one.before().word)
                .collect(Collectors.joining("&", change + "?", ""));
    }

    /** What the address asks for; of an issue that it names twice, the last. */
    static Map<Long, Issue.Status> parse(List<String> set) {
        var wanted = new HashMap<Long, Issue.Status>();
        for (var text : set) {
            var parts = ONE.matcher(text);
            if (!parts.matches()) {
                throw new BadRequestException("Not an address of ours.");
            }
            var status = Issue.Status.of(parts.group(2));
            wanted.put(
                    Long.valueOf(parts.group(1)),
                    status.orElseThrow(() -> new BadRequestException("Not an address of ours.")));
        }
        return wanted;
    }
}
