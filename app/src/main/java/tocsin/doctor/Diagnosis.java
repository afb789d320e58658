package tocsin.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;

/** What is wrong with the work of an instance whose database answers. It looks, and changes nothing. */
public final class Diagnosis {

    private static final Set<String> THIS_HOST = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final Settings settings;
    private final DoctorSql sql;
    private final OptionalLong free;

    /** @param free what is free on the disk of the database; empty where the asker does not know */
    public Diagnosis(Settings settings, DataSource database, OptionalLong free) {
        this.settings = settings;
        this.sql = new DoctorSql(database);
        this.free = free.isPresent() ? free : sharedDisk(settings);
    }

    public List<Finding> findings(Instant now) {
        var findings = new ArrayList<Finding>();
        try {
            var backlog = sql.backlog();
            findings.add(backlog.queue());
            findings.add(backlog.outbox());
            findings.add(sql.slowness().finding());
            var forecast = new Forecast(
                    sql.use(),
                    LocalDate.ofInstant(now, ZoneOffset.UTC),
                    settings.eventRetentionDays(),
                    settings.eventDiskBudget(),
                    free);
            findings.add(forecast.storage());
            findings.add(forecast.disk());
        } catch (SQLException e) {
            findings.add(Finding.bad(
                    Check.DATABASE,
                    "a question was not answered: " + e.getMessage(),
                    "Look at PostgreSQL's log, and at its load; the schema may be behind: tocsin migrate status"));
        }
        findings.add(settings.spoolDirectory()
                .map(directory -> SpoolState.finding(directory, settings.spoolBytes(), settings.spoolFloorBytes(), now))
                .orElseGet(() ->
                        Finding.good(Check.SPOOL, "there is none: while the database is away events are refused")));
        return findings;
    }

    /** A database on this host is taken to lie on the disk that the spool is on. */
    private static OptionalLong sharedDisk(Settings settings) {
        var isHere = settings.database(DatabaseRole.APP)
                .filter(access -> THIS_HOST.contains(access.url().host()))
                .isPresent();
        var directory = settings.spoolDirectory().filter(Files::isDirectory);
        if (!isHere || directory.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.getFileStore(directory.get()).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
