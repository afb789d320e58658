package tocsin.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;

/** Which Tocsin a command works on: the one of the environment, or the one that {@code tocsin run} serves. */
class Instance {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The instance that `tocsin run --data DIR` is serving. Without it the one whose database the"
                    + " environment names, and else that of `tocsin run`.")
    private Optional<Path> data;

    Settings settings() {
        if (data.isPresent()) {
            return Settings.of(new DataDirectory(data.get()).over(System.getenv()));
        }
        var settings = Settings.of(System.getenv());
        var byDefault = new DataDirectory(DataDirectory.byDefault());
        return settings.database(DatabaseRole.APP).isEmpty() && byDefault.wasStarted()
                ? Settings.of(byDefault.over(System.getenv()))
                : settings;
    }
}
