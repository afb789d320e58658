package tocsin.installer.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Systemd;
import tocsin.installer.host.Tree;
import tocsin.installer.install.Part;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Finding;

/** What the settings say of the nightly backup, as systemd and PostgreSQL must be told it. */
public record Schedule(Host host) {

    static final String TIMER = "tocsin-backup.timer";

    private static final String DATABASE = "tocsin-postgresql.service";

    /** What is wrong with the settings. */
    public List<Finding> findings() {
        return settings().findings();
    }

    public String time() {
        return settings().time();
    }

    public String destination() {
        return settings().destination();
    }

    public boolean reachesPointsInTime() {
        return settings().keepsLog();
    }

    /** @param wanted whether there shall be a nightly backup */
    public List<Step> steps(boolean wanted) {
        var systemd = new Systemd(host);
        var steps = new ArrayList<Step>();
        steps.add(dropIn(TIMER, "schedule.conf", "[Timer]\nOnCalendar=\nOnCalendar=*-*-* " + time() + ":00\n"));
        var place = host.units().resolve("tocsin-backup.service.d/place.conf");
        if (destination().startsWith("/") && !destination().startsWith("/var/lib/tocsin/")) {
            steps.add(
                    dropIn("tocsin-backup.service", "place.conf", "[Service]\nReadWritePaths=" + destination() + "\n"));
        } else {
            steps.add(new Step.Seen(
                    "remove " + host.seen(place), () -> !Files.exists(place), () -> new Tree(place).delete()));
        }
        steps.add(new Step.Told("let systemd read its units", systemd::reload));
        log(steps, systemd);
        if (wanted) {
            steps.add(new Step.Seen("enable " + TIMER, () -> systemd.isEnabled(TIMER), () -> systemd.enable(TIMER)));
            if (host.isLive()) {
                steps.add(new Step.Told("start " + TIMER + " anew", () -> {
                    systemd.stop(TIMER);
                    systemd.start(TIMER);
                }));
            }
        } else {
            steps.add(new Step.Seen("disable " + TIMER, () -> !systemd.isEnabled(TIMER), () -> systemd.disable(TIMER)));
            steps.add(new Step.Seen("stop " + TIMER, () -> !systemd.isActive(TIMER), () -> systemd.stop(TIMER)));
        }
        return steps;
    }

    private void log(List<Step> steps, Systemd systemd) {
        if (!Files.exists(host.at("/etc/tocsin/postgresql.conf"))) {
            return;
        }
        var text = reachesPointsInTime() ? """
                        # Written by `tocsinctl backup schedule`, because BACKUP_POINT_IN_TIME says so.
                        archive_command = '/opt/tocsin/current/bin/tocsinctl keep-log "%p"'
                        archive_timeout = 60s
                        """ : "# Written by `tocsinctl backup schedule`: the log is not kept.\n";
        steps.add(new Contents(host.at("/etc/tocsin/postgresql.backup.conf"), text)
                .mode("rw-r-----")
                .owner(new Owner(host, Part.DATABASE.account()))
                .step("write /etc/tocsin/postgresql.backup.conf"));
        steps.add(new Step.Told("let the database read its settings", () -> systemd.refresh(DATABASE)));
    }

    private Step dropIn(String unit, String name, String text) {
        Path file = host.units().resolve(unit + ".d").resolve(name);
        return new Contents(file, "# Written by `tocsinctl backup schedule`.\n" + text)
                .step("write " + host.seen(file));
    }

    private BackupSettings settings() {
        return BackupSettings.of(host);
    }
}
