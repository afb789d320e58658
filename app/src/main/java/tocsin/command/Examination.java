package tocsin.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tocsin.config.Build;
import tocsin.config.DatabaseAccess;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;
import tocsin.tenant.Migrations.Phase;

/** Looks at settings, database and server from outside, as the operator could, only faster. */
final class Examination {

    private static final int OLDEST_POSTGRESQL = 150_000;
    private static final Duration TOLERABLE_CLOCK = Duration.ofSeconds(5);

    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Settings settings) {
        this.settings = settings;
    }

    List<Finding> findings() {
        findings.add(Finding.good(
                "program",
                "tocsin " + Build.current().version() + ", train "
                        + Build.current().train()));
        findings.add(Finding.good("settings", "all " + settings.all().size() + " options make sense"));
        for (var role : DatabaseRole.values()) {
            settings.database(role).ifPresentOrElse(this::database, () -> findings.add(missing(role)));
        }
        if (settings.database(DatabaseRole.OWNER).isPresent()) {
            schema();
        }
        server();
        return findings;
    }

    private void database(DatabaseAccess access) {
        var subject = "database as " + access.role().name().toLowerCase(Locale.ROOT);
        try {
            var facts = new DatabaseSql(access.url()).facts(access);
            if (facts.version() < OLDEST_POSTGRESQL) {
                findings.add(Finding.bad(
                        subject, "PostgreSQL " + facts.version() / 10_000 + " is too old; 15 or newer is needed"));
            } else if (!facts.boundByPolicies()) {
                findings.add(Finding.bad(
                        subject,
                        facts.user() + " ignores row-level security; use a role without SUPERUSER and BYPASSRLS"));
            } else if (facts.clockAhead().abs().compareTo(TOLERABLE_CLOCK) > 0) {
                findings.add(Finding.warning(
                        subject,
                        "its clock is " + facts.clockAhead().abs().toSeconds() + " s from ours; keep both in time"));
            } else if (access.shared()
                    && access.role() != DatabaseRole.OWNER
                    && !facts.user().equals(access.role().roleName())) {
                findings.add(Finding.warning(
                        subject,
                        "works as " + facts.user() + ", the one role there is, kept apart by FORCE ROW LEVEL SECURITY;"
                                + " let it create roles and run `tocsin migrate expand` again to separate them"));
            } else {
                findings.add(Finding.good(subject, facts.user() + " on PostgreSQL " + facts.version() / 10_000));
            }
        } catch (CommandRefused refused) {
            findings.add(Finding.bad(subject, refused.getMessage()));
        }
    }

    private void schema() {
        try {
            var pending = Schema.of(settings).status(Phase.EXPAND).stream()
                    .filter(Schema.Step::isPending)
                    .count();
            findings.add(
                    pending == 0
                            ? Finding.good("schema", "up to date")
                            : Finding.bad("schema", pending + " migrations are missing; run `tocsin migrate expand`"));
        } catch (CommandRefused refused) {
            findings.add(Finding.bad("schema", refused.getMessage()));
        }
    }

    private void server() {
        var answer = new Readiness(settings).answer();
        if (answer.isEmpty()) {
            findings.add(Finding.warning(
                    "server", "nothing answers on port " + settings.port() + "; start it with `tocsin serve`"));
        } else if (answer.get().code() != 200) {
            findings.add(Finding.bad("server", "not ready: " + answer.get().body()));
        } else {
            findings.add(Finding.good("server", "ready on port " + settings.port()));
        }
    }

    private static Finding missing(DatabaseRole role) {
        return role == DatabaseRole.OWNER
                ? Finding.warning("database as owner", "no address, so the schema was not looked at")
                : Finding.bad(
                        "database as " + role.name().toLowerCase(Locale.ROOT),
                        "no address; set " + role.option().environmentName() + " or DATABASE_URL");
    }
}
