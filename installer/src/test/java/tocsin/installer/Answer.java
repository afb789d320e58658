package tocsin.installer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a command line, carried out within this process, ended with and said. */
public record Answer(int exitCode, String out, String error) {

    public static Answer to(String... arguments) {
        var out = new StringWriter();
        var error = new StringWriter();
        var exitCode = Tocsinctl.commandLine(new PrintWriter(out))
                .setErr(new PrintWriter(error))
                .execute(arguments);
        return new Answer(exitCode, out.toString(), error.toString());
    }

    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON: " + out + error, e);
        }
    }

    public List<String> codes() {
        return StreamSupport.stream(json().at("/findings").spliterator(), false)
                .map(finding -> finding.at("/code").asText())
                .toList();
    }
}
