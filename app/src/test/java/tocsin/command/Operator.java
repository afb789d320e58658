package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import tocsin.testing.Samples;

/** Types commands, which work on the operations of the application that the test runs in. */
record Operator(Samples.Organization organization) {

    /** What a command left behind. */
    record Answer(int code, String out, String error) {}

    /** The answer for programs, in the operator's organization. */
    JsonNode answer(String... words) {
        return answerFrom(ours(words, "--json"));
    }

    /** The answer for programs, of commands that name no organization. */
    JsonNode answerFrom(String... words) {
        var all = List.of(words).contains("--json") ? words : plus(words, "--json");
        try {
            return new ObjectMapper().readTree(done(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command that succeeds prints. */
    String done(String... words) {
        var answer = execute(words);
        assertThat(answer.code()).as(answer.error()).isZero();
        return answer.out();
    }

    /** Why a command is refused, which prints nothing else. */
    String refused(String... words) {
        var answer = execute(words);
        assertThat(answer.code()).as(answer.out()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.error()).startsWith("tocsin: ").doesNotContain("defect", "Exception");
        return answer.error();
    }

    Answer execute(String... words) {
        var out = new StringWriter();
        var error = new StringWriter();
        var code = Tocsin.commandLine(new Here())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .execute(words);
        return new Answer(code, out.toString(), error.toString());
    }

    /** In the operator's organization. */
    String[] ours(String... words) {
        return plus(words, "--organization", organization.slug());
    }

    private String[] ours(String[] words, String more) {
        return plus(ours(words), more);
    }

    static String[] plus(String[] words, String... more) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    static List<String> text(JsonNode answer, String... names) {
        return List.of(names).stream()
                .map(name -> answer.required(name).asText())
                .toList();
    }

    /** Lets commands find the application that the test runs in. */
    private static final class Here implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Administration.class
                    ? type.cast(new Running())
                    : CommandLine.defaultFactory().create(type);
        }
    }

    private static final class Running extends Administration {

        @Override
        int run(Consumer<Operations> work) {
            work.accept(Operations.current());
            return 0;
        }
    }
}
