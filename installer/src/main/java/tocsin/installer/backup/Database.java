package tocsin.installer.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.config.DatabaseUrl;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;
import tocsin.installer.install.Part;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

/** The database of an installation: the bundled one by its socket, as its administrator, or one elsewhere by its address. */
record Database(Host host, Kind kind) {

    enum Kind {
        BUNDLED,
        EXTERNAL;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Database of(Host host) {
        // By what was installed: the data directory may be what is lost.
        var isBundled = SettingsFile.read(host.installation())
                .values()
                .getOrDefault("parts", "")
                .contains(Part.DATABASE.text());
        return new Database(host, isBundled ? Kind.BUNDLED : Kind.EXTERNAL);
    }

    /** What is in it now. */
    Census census() {
        return Census.of(ask(Census.SQL));
    }

    String ask(String sql) {
        var outcome = psql(sql);
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E503,
                    "the database does not answer: " + outcome.lastLine(),
                    "`tocsinctl start` starts the bundled one; then run the same command again.");
        }
        return outcome.output().strip();
    }

    Processes.Outcome psql(String sql) {
        var command = new ArrayList<>(List.of(
                program("psql"),
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
                "--file=-"));
        return Processes.run(command, environment(), sql + "\n");
    }

    /** How the programs of PostgreSQL find it. */
    Map<String, String> environment() {
        var url = address();
        var environment = new HashMap<>(Map.of("LC_ALL", "C", "PGDATABASE", url.database(), "PGCONNECT_TIMEOUT", "10"));
        if (kind == Kind.BUNDLED) {
            environment.put("PGHOST", host.at("/run/tocsin-postgresql").toString());
            environment.put("PGUSER", "postgres");
            return environment;
        }
        environment.put("PGHOST", url.host());
        environment.put("PGPORT", String.valueOf(url.port()));
        environment.put("PGUSER", url.user());
        environment.put("PGPASSWORD", url.password());
        // What belongs to tenants is seen through the owner's door alone.
        environment.put("PGOPTIONS", "-c tocsin.door=open");
        url.options().stream()
                .filter(option -> option.startsWith("sslmode="))
                .forEach(option -> environment.put("PGSSLMODE", option.substring("sslmode=".length())));
        return environment;
    }

    /** As the server knows it, with its password. */
    DatabaseUrl address() {
        var credential = host.credentials().resolve("database-url");
        try {
            return DatabaseUrl.parse(Files.readString(credential).strip());
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Code.E503, host.seen(credential) + " has no address of a database", "Put the address into it.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String program(String name) {
        return host.current().resolve("postgresql/bin/" + name).toString();
    }
}
