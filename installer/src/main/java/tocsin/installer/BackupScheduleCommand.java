package tocsin.installer;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.backup.Schedule;
import tocsin.installer.host.Host;

@Command(
        name = "schedule",
        description = {
            "Puts /etc/tocsin/backup.env into force for the nightly backup: when, whereto, and whether the database's log is"
                    + " kept for points in time.",
            "With --off there is no nightly backup until this is given again without it."
        })
final class BackupScheduleCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Option(names = "--off", description = "No nightly backup.")
    private boolean off;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var schedule = new Schedule(host);
        report.found(schedule.findings());
        if (report.isForbidden()) {
            return;
        }
        work(host, "schedule", Map.of("off", String.valueOf(off)), schedule.steps(!off));
        report.answer("time", off ? "" : schedule.time());
        report.answer("destination", schedule.destination());
        report.answer("log", schedule.reachesPointsInTime());
        report.say(
                off
                        ? "No backup is made by itself."
                        : "Every day at " + schedule.time() + " to " + schedule.destination() + ".");
    }
}
