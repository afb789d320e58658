package tocsin.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tocsin.command.postgres.Distribution;
import tocsin.command.postgres.EmbeddedPostgres;
import tocsin.config.DatabaseRole;
import tocsin.config.DatabaseUrl;
import tocsin.config.Settings;

/** The database that {@code tocsin run} brings along: started before the server, stopped when the server has ended. */
final class OwnDatabase {

    private static final String NAME = "tocsin";
    private static final int PATIENCE_SECONDS = 90;

    private final EmbeddedPostgres postgres;
    private final CountDownLatch serverHasEnded = new CountDownLatch(1);

    private OwnDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static OwnDatabase start(Path directory, Distribution distribution, Consumer<String> progress) {
        var database = new OwnDatabase(EmbeddedPostgres.start(directory, distribution, Map.of(), progress));
        // A hook, because after a signal this process ends when its hooks have, wherever else it may be by then.
        Runtime.getRuntime().addShutdownHook(new Thread(database::stopAfterTheServer, "stop-postgresql"));
        Thread.ofPlatform().daemon().name("watch-postgresql").start(() -> database.watch(progress));
        return database;
    }

    /** A database that is killed, or has met a full disk, is started again; the server waits for it meanwhile. */
    private void watch(Consumer<String> progress) {
        while (true) {
            try {
                TimeUnit.SECONDS.sleep(1);
                if (postgres.startAgainIfGone(progress)) {
                    progress.accept("PostgreSQL had ended and was started again");
                }
            } catch (RuntimeException e) {
                progress.accept("PostgreSQL has ended and does not start; trying again: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The settings with an address for each role; the passwords are new at every start, so that none is kept. */
    Settings prepare(Settings settings) {
        var passwords = new EnumMap<DatabaseRole, String>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, newPassword());
        }
        var superuser = url("postgres", EmbeddedPostgres.SUPERUSER, postgres.password());
        new DatabaseSql(superuser).createOwnRoles(passwords, NAME);
        var prepared = settings;
        for (var role : DatabaseRole.values()) {
            var own = url(NAME, role.roleName(), passwords.get(role));
            prepared = prepared.with(role.option(), own.asText(), "tocsin run");
        }
        return prepared;
    }

    void theServerHasEnded() {
        serverHasEnded.countDown();
    }

    private DatabaseUrl url(String database, String user, String password) {
        return new DatabaseUrl("127.0.0.1", postgres.port(), database, user, password, List.of());
    }

    private void stopAfterTheServer() {
        try {
            serverHasEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
    }

    private static String newPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
