package tocsin.installer.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** The service manager of a host. In a directory it can enable and disable; only a live one can start. */
public record Systemd(Host host) {

    public void enable(String unit) {
        demand("enable", unit);
    }

    public void disable(String unit) {
        demand("disable", unit);
    }

    public boolean isEnabled(String unit) {
        return systemctl("is-enabled", unit).isGood();
    }

    public boolean isActive(String unit) {
        return host.isLive() && systemctl("is-active", unit).isGood();
    }

    /** Comes back when systemd calls it started; refuses when it did not start. */
    public void start(String unit) {
        if (!systemctl("start", unit).isGood()) {
            throw new Refusal(
                    Code.E305,
                    unit + " did not start: " + lastWords(unit),
                    "`tocsinctl logs --service " + unit + "` tells more; put it right and run the same command again.");
        }
    }

    /** Comes back when it has ended. */
    public void stop(String unit) {
        demand("stop", unit);
    }

    /** Lets a service that runs take what has changed, as its unit says; one that does not run takes it at its start. */
    public void refresh(String unit) {
        if (isActive(unit)) {
            demand("reload", unit);
        }
    }

    /** Stops and starts a service that runs. */
    public void renew(String unit) {
        if (isActive(unit)) {
            demand("restart", unit);
        }
    }

    /** Reads all units anew. */
    public void reload() {
        if (host.isLive()) {
            demand("daemon-reload");
        }
    }

    /** Of the program itself; that systemd calls it failed is known. */
    private String lastWords(String unit) {
        return Processes.run(
                        "journalctl", "--quiet", "--no-pager", "--output=cat", "--lines=1", "_SYSTEMD_UNIT=" + unit)
                .lastLine();
    }

    private void demand(String... arguments) {
        Processes.demand(command(arguments), Map.of(), "");
    }

    private Processes.Outcome systemctl(String... arguments) {
        return Processes.run(command(arguments), Map.of(), "");
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of("systemctl", "--quiet"));
        if (!host.isLive()) {
            command.add("--root=" + host.root());
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
