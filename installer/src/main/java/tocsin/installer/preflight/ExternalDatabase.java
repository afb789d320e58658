package tocsin.installer.preflight;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import tocsin.config.DatabaseUrl;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/**
 * A PostgreSQL that is not ours, as the role that we shall work as.
 *
 * @param psql the bundle's, so that the host needs none
 */
public record ExternalDatabase(Path psql, DatabaseUrl url) {

    private static final int OLDEST = 150_000;
    private static final int QUESTIONS = 50;
    private static final Duration TOLERABLE = Duration.ofMillis(5);
    private static final String FACTS = "select current_setting('server_version_num'), rolsuper or rolbypassrls,"
            + " has_database_privilege(current_database(), 'CREATE'), rolcreaterole"
            + " from pg_roles where rolname = current_user;\n";

    public List<Finding> findings() {
        var facts = ask(FACTS);
        if (!facts.isGood()) {
            return List.of(Finding.error(
                    Code.E115,
                    url + " does not let us in: " + facts.lastLine(),
                    "Check host, port, database, user, password and the server's pg_hba.conf."));
        }
        var findings = new ArrayList<Finding>();
        var fields = facts.output().strip().split("\\|");
        if (Integer.parseInt(fields[0]) < OLDEST) {
            findings.add(Finding.error(
                    Code.E116,
                    "it is PostgreSQL " + Integer.parseInt(fields[0]) / 10_000 + ", and 15 is needed",
                    "Upgrade it, or use the one of the bundle."));
        }
        if (fields[1].equals("t")) {
            findings.add(Finding.error(
                    Code.E117,
                    url.user() + " ignores row-level security",
                    "Give a role without SUPERUSER and BYPASSRLS."));
        }
        if (fields[2].equals("f")) {
            findings.add(Finding.error(
                    Code.E117,
                    url.user() + " may not create schemas in " + url.database(),
                    "alter database " + url.database() + " owner to " + url.user()));
        }
        if (fields[3].equals("f")) {
            findings.add(Finding.warning(
                    Code.E117,
                    url.user() + " may not create the two lesser roles that the server works as",
                    "alter role " + url.user() + " createrole; without it one role does everything."));
        }
        latency(findings);
        return findings;
    }

    /** What many questions take longer than one. */
    private void latency(List<Finding> findings) {
        var one = time(1);
        var many = time(1 + QUESTIONS);
        var each = many.minus(one).dividedBy(QUESTIONS);
        if (each.compareTo(TOLERABLE) > 0) {
            findings.add(Finding.warning(
                    Code.E118,
                    "a question to it takes " + each.toMillis() + " ms",
                    "Put the host near to its database."));
        }
    }

    private Duration time(int questions) {
        var begun = System.nanoTime();
        ask(String.join("", Collections.nCopies(questions, "select 1;\n")));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Processes.Outcome ask(String sql) {
        var environment = new HashMap<String, String>();
        environment.put("PGHOST", url.host());
        environment.put("PGPORT", String.valueOf(url.port()));
        environment.put("PGDATABASE", url.database());
        environment.put("PGUSER", url.user());
        environment.put("PGPASSWORD", url.password());
        environment.put("PGCONNECT_TIMEOUT", "10");
        url.options().stream()
                .filter(option -> option.startsWith("sslmode="))
                .forEach(option -> environment.put("PGSSLMODE", option.substring("sslmode=".length())));
        return Processes.run(
                List.of(
                        psql.toString(),
                        "--no-psqlrc",
                        "--no-password",
                        "--quiet",
                        "--tuples-only",
                        "--no-align",
                        "--set=ON_ERROR_STOP=1",
                        "--file=-"),
                environment,
                sql);
    }
}
