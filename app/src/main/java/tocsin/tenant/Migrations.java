package tocsin.tenant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * The schema's two histories: <em>expand</em> adds what a release needs and disturbs no older one, <em>contract</em>
 * removes what no release in use needs any more. Only the {@code migrate} command runs them, never a serving process.
 */
public final class Migrations {

    /** Which of the two histories. */
    public enum Phase {
        EXPAND("flyway_schema_history"),
        CONTRACT("flyway_contract_history");

        private final String table;

        Phase(String table) {
            this.table = table;
        }

        String folder() {
            return "db/" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final DataSource owner;
    private final String appRole;
    private final String ingestRole;

    /**
     * @param owner connects as the role that owns the schema
     * @param appRole the role that serves people; the owner's own where there is only one
     * @param ingestRole the role that writes batches; the owner's own where there is only one
     */
    public Migrations(DataSource owner, String appRole, String ingestRole) {
        this.owner = owner;
        this.appRole = appRole;
        this.ingestRole = ingestRole;
    }

    /** Applies what is missing; returns how many scripts ran. Safe to repeat and to run in several places at once. */
    public int migrate(Phase phase) {
        return flyway(phase).migrate().migrationsExecuted;
    }

    /** Every script of the phase with its state, oldest first. */
    public List<MigrationInfo> status(Phase phase) {
        return List.of(flyway(phase).info().all());
    }

    /** The number of the newest script of {@code expand} in this executable, as the schema will tell it. */
    public static String newest() {
        try (var index = new BufferedReader(open(Phase.EXPAND.folder() + "/index.txt"))) {
            var names = index.lines().filter(name -> name.startsWith("V")).toList();
            return names.getLast().substring(1, names.getLast().indexOf("__"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Flyway flyway(Phase phase) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .table(phase.table)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // An older binary must start on a newer schema.
                .ignoreMigrationPatterns("*:future", "*:missing")
                // With Flyway's own transaction held open, "create index concurrently" would wait for itself for ever.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .placeholders(Map.of("app", appRole, "ingest", ingestRole))
                .resourceProvider(new Scripts(phase.folder()))
                .javaMigrationClassProvider(List::of)
                .load();
    }

    /** The scripts of a folder by its {@code index.txt}, because a native executable cannot list a folder. */
    private record Scripts(String folder) implements ResourceProvider {

        @Override
        public LoadableResource getResource(String name) {
            // Flyway also asks for a ".conf" beside each script; there is none.
            return Migrations.class.getClassLoader().getResource(name) == null ? null : new Script(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            try (var index = new BufferedReader(open(folder + "/index.txt"))) {
                return index.lines()
                        .filter(name -> name.startsWith(prefix)
                                && List.of(suffixes).stream().anyMatch(name::endsWith))
                        .<LoadableResource>map(name -> new Script(folder + "/" + name))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Script extends LoadableResource {

        private final String path;

        Script(String path) {
            this.path = path;
        }

        @Override
        public Reader read() {
            return open(path);
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return path;
        }

        @Override
        public String getFilename() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return path;
        }
    }

    private static Reader open(String path) {
        var stream = Migrations.class.getClassLoader().getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("Not in this build: " + path);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
