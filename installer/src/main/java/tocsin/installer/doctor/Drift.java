package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;
import tocsin.installer.install.ProxyConfiguration;
import tocsin.installer.install.Recorded;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** Whether units and files of configuration that belong to the release are as the release has them. */
record Drift(Host host) {

    private static final String PUT_BACK =
            "Move what was changed to a file of your own (systemctl edit, *.local.conf); then `tocsinctl install` of the"
                    + " same release puts the file back.";

    Look look() {
        var findings = new ArrayList<Finding>();
        var files = files();
        files.forEach((installed, shipped) -> {
            if (!text(installed).equals(expected(shipped))) {
                findings.add(Finding.warning(
                        Code.E702, host.seen(installed) + " differs from the one of the release", PUT_BACK));
            }
            if (host.isLive()
                    && installed.startsWith(host.units())
                    && !installed.toString().contains("@")
                    && needsReload(installed.getFileName().toString())) {
                findings.add(Finding.warning(
                        Code.E702,
                        installed.getFileName() + " was changed since systemd has read it",
                        "systemctl daemon-reload"));
            }
        });
        return Look.of("units", findings, files.size() + " units and files are as the release has them");
    }

    /** By where they are; those that are not installed are of a part that is on another host. */
    private Map<Path, Path> files() {
        var files = new LinkedHashMap<Path, Path>();
        try (var units = Files.list(host.current().resolve("systemd"))) {
            units.sorted().forEach(unit -> files.put(host.units().resolve(unit.getFileName()), unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var name : List.of("haproxy.cfg", "postgresql.conf")) {
            files.put(host.at("/etc/tocsin/" + name), host.current().resolve("etc/" + name));
        }
        files.entrySet().removeIf(file -> !Files.isRegularFile(file.getKey()) || !Files.isRegularFile(file.getValue()));
        return files;
    }

    /** As it is shipped; a fleet's proxy has the fleet's servers in it. */
    private String expected(Path shipped) {
        return shipped.endsWith("haproxy.cfg")
                ? new ProxyConfiguration(text(shipped), Recorded.of(host).fleet()).text()
                : text(shipped);
    }

    private static boolean needsReload(String unit) {
        return Processes.run("systemctl", "show", "--property=NeedDaemonReload", "--value", unit)
                .output()
                .strip()
                .equals("yes");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
