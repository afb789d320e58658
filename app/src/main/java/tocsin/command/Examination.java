package tocsin.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tocsin.config.Build;
import tocsin.config.DatabaseAccess;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;
import tocsin.doctor.Check;
import tocsin.doctor.Diagnosis;
import tocsin.doctor.Finding;
import tocsin.tenant.Migrations.Phase;

/** Looks at settings, database and server from outside, as the operator could, only faster. */
final class Examination {

    private static final int OLDEST_POSTGRESQL = 150_000;
    private static final Duration TOLERABLE_CLOCK = Duration.ofSeconds(5);

    private static final String LOOK_AT_DATABASE =
            "Look whether PostgreSQL runs, at its log, and at the address that `tocsin config` shows.";

    private final Settings settings;
    private final OptionalLong free;
    private final List<Finding> findings = new ArrayList<>();

    /** @param free what is free on the disk of the database; empty where the asker does not know */
    Examination(Settings settings, OptionalLong free) {
        this.settings = settings;
        this.free = free;
    }

    List<Finding> findings() {
        findings.add(Finding.good(
                Check.PROGRAM,
                "tocsin " + Build.current().version() + ", train "
                        + Build.current().train()));
        findings.add(Finding.good(Check.SETTINGS, "all " + settings.all().size() + " options make sense"));
        var isThere = true;
        for (var role : DatabaseRole.values()) {
            var access = settings.database(role);
            access.ifPresentOrElse(this::database, () -> findings.add(missing(role)));
            isThere = isThere && (access.isPresent() || role == DatabaseRole.OWNER);
        }
        isThere = isThere && !isBad();
        if (settings.database(DatabaseRole.OWNER).isPresent()) {
            schema();
        }
        if (isThere && !isBad()) {
            var app = settings.database(DatabaseRole.APP).orElseThrow();
            findings.addAll(
                    new Diagnosis(settings, new DatabaseSql(app.url()).dataSource(app), free).findings(Instant.now()));
        }
        server();
        return findings;
    }

    private boolean isBad() {
        return findings.stream().anyMatch(Finding::isBad);
    }

    private void database(DatabaseAccess access) {
        var subject = "database as " + access.role().name().toLowerCase(Locale.ROOT);
        try {
            findings.add(finding(subject, access, new DatabaseSql(access.url()).facts(access)));
        } catch (CommandRefused refused) {
            findings.add(Finding.bad(Check.DATABASE, subject, refused.getMessage(), LOOK_AT_DATABASE));
        }
    }

    private static Finding finding(String subject, DatabaseAccess access, DatabaseSql.Facts facts) {
        var version = facts.version() / 10_000;
        if (facts.version() < OLDEST_POSTGRESQL) {
            return Finding.bad(
                    Check.DATABASE,
                    subject,
                    "PostgreSQL " + version + " is too old; 15 or newer is needed",
                    "Upgrade the database's server.");
        }
        if (!facts.boundByPolicies()) {
            return Finding.bad(
                    Check.DATABASE,
                    subject,
                    facts.user() + " ignores row-level security",
                    "Use a role without SUPERUSER and BYPASSRLS.");
        }
        if (facts.clockAhead().abs().compareTo(TOLERABLE_CLOCK) > 0) {
            return Finding.warning(
                    Check.DATABASE,
                    subject,
                    "its clock is " + facts.clockAhead().abs().toSeconds() + " s from ours",
                    "Keep the clocks of both hosts in time, with chrony or systemd-timesyncd.");
        }
        if (access.shared()
                && access.role() != DatabaseRole.OWNER
                && !facts.user().equals(access.role().roleName())) {
            return Finding.warning(
                    Check.DATABASE,
                    subject,
                    "works as " + facts.user() + ", the one role there is, kept apart by FORCE ROW LEVEL SECURITY",
                    "Let it create roles and run `tocsin migrate expand` again to separate them.");
        }
        return Finding.good(Check.DATABASE, subject, facts.user() + " on PostgreSQL " + version);
    }

    private void schema() {
        try {
            var pending = Schema.of(settings).status(Phase.EXPAND).stream()
                    .filter(Schema.Step::isPending)
                    .count();
            findings.add(
                    pending == 0
                            ? Finding.good(Check.SCHEMA, "up to date")
                            : Finding.bad(
                                    Check.SCHEMA, pending + " migrations are missing", "Run `tocsin migrate expand`."));
        } catch (CommandRefused refused) {
            findings.add(Finding.bad(Check.SCHEMA, refused.getMessage(), LOOK_AT_DATABASE));
        }
    }

    private void server() {
        var answer = new Readiness(settings).answer();
        if (answer.isEmpty()) {
            findings.add(Finding.warning(
                    Check.SERVER,
                    "nothing answers on port " + settings.port(),
                    "Start it with `tocsin serve`; where one runs behind a proxy, it may have a port of its own."));
        } else if (answer.get().code() != 200) {
            findings.add(Finding.bad(
                    Check.SERVER,
                    "not ready: " + answer.get().body().strip(),
                    "Put right what it says; it becomes ready by itself."));
        } else {
            findings.add(Finding.good(Check.SERVER, "ready on port " + settings.port()));
        }
    }

    private static Finding missing(DatabaseRole role) {
        return role == DatabaseRole.OWNER
                ? Finding.warning(
                        Check.DATABASE,
                        "database as owner",
                        "no address, so the schema was not looked at",
                        "Give " + role.option().environmentName() + " where it is to be looked at.")
                : Finding.bad(
                        Check.DATABASE,
                        "database as " + role.name().toLowerCase(Locale.ROOT),
                        "no address",
                        "Set " + role.option().environmentName() + " or DATABASE_URL.");
    }
}
