package tocsin.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command answers: columns for people, JSON for programs. */
class Output {

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    void print(CommandSpec command, JsonNode answer) {
        var out = command.commandLine().getOut();
        out.println(answer.isArray() ? answer.toPrettyString() : answer.toString());
        out.flush();
    }

    /** One sentence for people; programs read the exit code. */
    void say(CommandSpec command, String sentence) {
        if (!json) {
            var out = command.commandLine().getOut();
            out.println(sentence);
            out.flush();
        }
    }

    void print(CommandSpec command, List<String> heads, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(heads);
        all.addAll(rows);
        var widths = new int[heads.size()];
        all.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        var out = command.commandLine().getOut();
        for (var row : all) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(row.get(column))
                        .repeat(' ', widths[column] + 2 - row.get(column).length());
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
