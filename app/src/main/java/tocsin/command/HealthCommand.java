package tocsin.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tocsin.config.Settings;

@Command(
        name = "health",
        hidden = true,
        description = "Asks the server on this host whether it is alive; for container engines.")
class HealthCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return new Readiness(Settings.of(System.getenv())).isAlive() ? 0 : 1;
    }
}
