package tocsin.command;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tocsin.config.DatabaseRole;
import tocsin.config.Option;
import tocsin.config.Settings;

@Command(
        name = "serve",
        description = {
            "Serves pages, API and ingest until it is told to stop.",
            "Settings come from the environment (see `tocsin config`); the schema must have been brought up to date"
                    + " with `tocsin migrate expand`."
        })
class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        var settings = Ports.chosen(Settings.of(System.getenv()));
        Stream.of(DatabaseRole.APP, DatabaseRole.INGEST)
                .filter(role -> settings.database(role).isEmpty())
                .findFirst()
                .ifPresent(role -> {
                    throw new CommandRefused("No database: set " + role.option().environmentName()
                            + ", or one address for everything in " + Option.DATABASE.environmentName()
                            + " or DATABASE_URL. `tocsin run` brings a database of its own.");
                });
        return Application.serve(settings, () -> {});
    }
}
