package tocsin.installer.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tocsin.config.Names;
import tocsin.config.Option;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** The text of {@code tocsin.env}; a change leaves every other line as it is. */
public record SettingsFile(String text) {

    private static final Pattern LINE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final String PUT_RIGHT = "Put it right with `tocsinctl config set NAME=VALUE`, or in an editor.";

    public static SettingsFile read(Path file) {
        try {
            return new SettingsFile(Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is set, in the order of the file. */
    public Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        text.lines().map(LINE::matcher).filter(line -> line.matches()).forEach(line -> {
            values.put(line.group(1), unquoted(line.group(2).strip()));
        });
        return values;
    }

    /** The same file with one setting otherwise; it takes the place where it stood, or where its documentation is. */
    public SettingsFile with(Option option, String value) {
        var line = option.environmentName() + "=" + value;
        var lines = new ArrayList<>(text.lines().toList());
        for (var prefix : List.of(option.environmentName() + "=", "#" + option.environmentName() + "=")) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(prefix)) {
                    lines.set(i, line);
                    return new SettingsFile(String.join("\n", lines) + "\n");
                }
            }
        }
        lines.add(line);
        return new SettingsFile(String.join("\n", lines) + "\n");
    }

    /** Everything that is wrong with it, by the rules of the server. */
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        lineFindings(findings);
        Names.problems(values().keySet())
                .forEach(problem -> findings.add(Finding.error(Code.E601, problem, PUT_RIGHT)));
        for (var option : Option.values()) {
            var value = values().getOrDefault(option.environmentName(), "");
            if (!value.isEmpty() && option.isSecret()) {
                findings.add(Finding.warning(
                        Code.E604,
                        option.environmentName() + " is a secret and stands in the file of settings",
                        "Take the line out, and give it with `tocsinctl config set " + option.environmentName()
                                + "=-`, which reads standard input."));
            }
            valueFindings(option, value, findings);
        }
        return findings;
    }

    /** What is wrong with the value; an empty one counts as none. */
    public static void valueFindings(Option option, String value, List<Finding> findings) {
        try {
            if (!value.isEmpty()) {
                option.kind().check(value);
            }
        } catch (IllegalArgumentException e) {
            var given = option.isSecret() ? "" : ", and not '" + value + "'";
            findings.add(Finding.error(
                    Code.E602,
                    option.environmentName() + " must be " + option.kind().expected() + given,
                    PUT_RIGHT));
        }
    }

    private void lineFindings(List<Finding> findings) {
        var seen = new LinkedHashMap<String, Integer>();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            var matcher = LINE.matcher(line);
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (!matcher.matches()) {
                findings.add(Finding.error(
                        Code.E603,
                        "line " + (i + 1) + " is neither a comment nor NAME=value",
                        "Put it right in an editor."));
            } else if (seen.putIfAbsent(matcher.group(1), i + 1) != null) {
                findings.add(Finding.error(
                        Code.E603,
                        matcher.group(1) + " stands in line " + seen.get(matcher.group(1)) + " and in line " + (i + 1),
                        "Take one of them out; the last one counts."));
            }
        }
    }

    private static String unquoted(String value) {
        var isQuoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
