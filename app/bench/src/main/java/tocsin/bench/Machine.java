package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What the numbers depend on beside the programs. */
final class Machine {

    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal: +(\\d+) kB");

    private Machine() {}

    static String line() throws IOException {
        var model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
        var memory = MEMORY.matcher(Files.readString(Path.of("/proc/meminfo")));
        return "%d processors (%s), %d GB"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model.find() ? model.group(1).strip() : "unknown",
                        memory.find() ? Long.parseLong(memory.group(1)) / 1_000_000 : 0);
    }

    /** What PostgreSQL has been told to do otherwise than by itself; it is shipped for 2 processors and 4 GB. */
    static String settings(Server server) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select version(), string_agg(name || '=' || current_setting(name), ' ' order by name)
                        from pg_settings
                        where source in ('command line', 'configuration file')
                        and name not in ('port', 'listen_addresses', 'unix_socket_directories')
                        and name not like 'lc\\_%' and name not like 'log%' and name not like '%imezone'""")) {
            rows.next();
            return rows.getString(1).replaceFirst(" on .*", "") + ", " + rows.getString(2);
        }
    }
}
