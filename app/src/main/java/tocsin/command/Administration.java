package tocsin.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.config.DatabaseRole;

/** How a command reaches the operations: through an application without ports, on the database of an instance. */
class Administration {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private Instance instance;

    /** Runs the operation and shows what it answers. */
    int show(Function<Operations, Rows> operation) {
        return run(operations -> operation.apply(operations).print(spec, output));
    }

    /** A sentence for people, an object for programs. */
    record Answer(String sentence, JsonNode json) {}

    /** Runs the operation and says what it answers, which is more than rows. */
    int answer(Function<Operations, Answer> operation) {
        return run(operations -> {
            var answer = operation.apply(operations);
            output.say(spec, answer.sentence());
            if (output.isJson()) {
                output.print(spec, answer.json());
            }
        });
    }

    /** Runs the operation and says what was done. */
    int say(String done, Consumer<Operations> operation) {
        return run(operations -> {
            operation.accept(operations);
            output.say(spec, done);
        });
    }

    /** Starts the application, for one piece of work. */
    int run(Consumer<Operations> work) {
        var settings = instance.settings();
        for (var role : new DatabaseRole[] {DatabaseRole.APP, DatabaseRole.INGEST}) {
            var access = settings.database(role)
                    .orElseThrow(() -> new CommandRefused(
                            "No database: set " + role.option().environmentName()
                                    + " or DATABASE_URL, or name a running instance with --data DIR."));
            // Before the application starts: it would wait, and then say the same in forty lines.
            new DatabaseSql(access.url()).facts(access);
        }
        return Application.administer(settings, () -> {
            work.accept(Operations.current());
            return 0;
        });
    }
}
