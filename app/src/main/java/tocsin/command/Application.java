package tocsin.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tocsin.config.Settings;

/** The application proper, inside this process: started for the commands that need it, and only for them. */
final class Application {

    /** What a command that answers once does without: ports, schedules, patience at its end. */
    private static final Map<String, String> WITHOUT_A_SERVER = Map.of(
            "quarkus.http.host-enabled", "false",
            "tocsin.digest.serving", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.scheduler.enabled", "false",
            "quarkus.shutdown.delay", "PT0S",
            "quarkus.datasource.jdbc.min-size", "0",
            "quarkus.datasource.ingest.jdbc.min-size", "0",
            "quarkus.log.level", "WARN");

    private static final AtomicReference<Callable<Integer>> WORK = new AtomicReference<>();

    private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();

    private Application() {}

    /** Serves until it is told to stop; {@code whenStarted} is called as soon as requests are taken. */
    static int serve(Settings settings, Runnable whenStarted) {
        return start(settings, Map.of(), () -> {
            whenStarted.run();
            Quarkus.waitForExit();
            return 0;
        });
    }

    /** Does one piece of work with the application's beans, and no port is opened. */
    static int administer(Settings settings, Callable<Integer> work) {
        return start(settings, WITHOUT_A_SERVER, work);
    }

    private static int start(Settings settings, Map<String, String> more, Callable<Integer> work) {
        settings.all().forEach(setting -> setting.value()
                .ifPresent(value -> System.setProperty(setting.option().environmentName(), value)));
        settings.quarkusProperties().forEach(System::setProperty);
        more.forEach(System::setProperty);
        var exitCode = new AtomicInteger(1);
        WORK.set(work);
        Quarkus.run(Main.class, (code, failure) -> {
            exitCode.set(code);
            FAILURE.compareAndSet(null, failure);
        });
        return switch (FAILURE.get()) {
            case null -> exitCode.get();
            case RuntimeException failure -> throw failure;
            case Throwable failure -> throw new CommandRefused("The application did not start.", failure);
        };
    }

    /** What the framework runs between its start and its stop. */
    public static final class Main implements QuarkusApplication {

        @Override
        public int run(String... arguments) throws Exception {
            try {
                return WORK.get().call();
            } catch (RuntimeException e) {
                // Not a failed start, which is what the framework would make of it.
                FAILURE.set(e);
                return 1;
            }
        }
    }
}
