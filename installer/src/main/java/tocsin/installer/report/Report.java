package tocsin.installer.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command did, found and answers. */
public final class Report {

    private final String command;
    private final List<String> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Object> result = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<Exit> whenWrong = Optional.empty();

    public Report(String command) {
        this.command = command;
    }

    /** For commands whose findings are their answer: any error among them ends it with this, whatever its code. */
    public void endsWith(Exit exit) {
        whenWrong = Optional.of(exit);
    }

    /** Something on the host is now otherwise, or would be, when the command was only rehearsed. */
    public void changed(String what) {
        changes.add(what);
    }

    public void found(Finding finding) {
        findings.add(finding);
    }

    public void found(Collection<Finding> more) {
        findings.addAll(more);
    }

    /** An answer for programs, beside the lines for people. */
    public void answer(String name, Object value) {
        result.put(name, value);
    }

    /** A line of the answer for people. */
    public void say(String line) {
        lines.add(line);
    }

    public List<String> changes() {
        return List.copyOf(changes);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public boolean isForbidden() {
        return findings.stream().anyMatch(Finding::forbids);
    }

    /** What a finding that forbids it says, the gravest first; without one all is well. */
    public Exit exit() {
        return findings.stream()
                .filter(Finding::forbids)
                .map(finding -> whenWrong.orElse(finding.code().exit()))
                .max(Comparator.comparingInt(Exit::code))
                .orElse(Exit.DONE);
    }

    /** One object on one line. */
    public String json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("command", command);
        object.put("version", Version.current());
        object.put("ok", exit() == Exit.DONE);
        object.put("code", exit().code());
        object.put("changes", changes);
        object.put("findings", findings.stream().map(Finding::asMap).toList());
        object.put("result", result);
        return Json.text(object);
    }

    /** For people, without an end of line at the end. */
    public String text(boolean rehearsed) {
        var text = new ArrayList<String>();
        changes.forEach(change -> text.add((rehearsed ? "would " : "") + change));
        findings.forEach(finding -> text.add(finding.toString()));
        text.addAll(lines);
        return String.join("\n", text);
    }
}
