package tocsin.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.command.postgres.Distribution;
import tocsin.config.Option;
import tocsin.config.Settings;
import tocsin.tenant.Migrations.Phase;

@Command(
        name = "run",
        description = {
            "Serves with a PostgreSQL of its own and a demo organization: the first thing to do with Tocsin.",
            "Everything is kept in one directory and is there again at the next run."
        },
        footer = {
            "",
            "With --json one line is printed on standard output, as soon as the next event would be taken: url, dsn,"
                    + " email, password, token, organization, project, version, pid and management. Logs go to"
                    + " standard error."
        })
class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @picocli.CommandLine.Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on; 0 is any free one, for metrics too. Default: 8080.")
    private Optional<String> port;

    @picocli.CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: ~/.local/share/tocsin.")
    private Optional<Path> data;

    @picocli.CommandLine.Option(
            names = "--postgres",
            paramLabel = "DIR",
            description = "The PostgreSQL to use where Tocsin carries none: the directory that holds bin/pg_ctl.")
    private Optional<Path> postgres;

    @Override
    public Integer call() {
        var settings = Ports.chosen(settings());
        var directory = new DataDirectory(data.orElseGet(DataDirectory::byDefault));
        say("starting PostgreSQL on " + directory.path());
        var database = OwnDatabase.start(directory.path(), Distribution.locate(postgres), this::say);
        try {
            var prepared = withSpool(database.prepare(settings), directory);
            directory.keep(prepared);
            say("bringing the schema up to date");
            Schema.of(prepared).migrate(Phase.EXPAND);
            say("starting the server");
            return Application.serve(prepared, () -> welcome(prepared, directory));
        } finally {
            database.theServerHasEnded();
        }
    }

    private static Settings withSpool(Settings settings, DataDirectory directory) {
        return settings.isChosen(Option.SPOOL)
                ? settings
                : settings.with(Option.SPOOL, directory.path().resolve("spool").toString(), "tocsin run");
    }

    private Settings settings() {
        var settings = Settings.of(System.getenv());
        if (!settings.isChosen(Option.LOG_FORMAT)) {
            settings = settings.with(Option.LOG_FORMAT, "text", "tocsin run");
        }
        if (port.isEmpty()) {
            return settings;
        }
        try {
            var chosen = settings.with(Option.PORT, port.get(), "--port");
            var free = chosen.port() == 0 && !chosen.isChosen(Option.MANAGEMENT_PORT);
            return free ? chosen.with(Option.MANAGEMENT_PORT, "0", "--port") : chosen;
        } catch (IllegalArgumentException e) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "--port must be " + Option.PORT.kind().expected() + ".");
        }
    }

    private void welcome(Settings settings, DataDirectory directory) {
        var login = directory.demo();
        var ready = Operations.current().demo.ensure(login);
        new Readiness(settings).await();
        var greeting = new Greeting(settings, login, ready);
        if (output.isJson()) {
            output.print(spec, greeting.json());
        } else {
            greeting.print(spec.commandLine().getOut(), directory.path());
        }
    }

    /** On standard error at once: the first start takes seconds, and silence looks like a hang. */
    private void say(String what) {
        var error = spec.commandLine().getErr();
        error.println("tocsin: " + what);
        error.flush();
    }
}
