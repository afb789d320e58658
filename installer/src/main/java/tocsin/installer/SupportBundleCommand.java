package tocsin.installer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.bundle.Key;
import tocsin.installer.doctor.Checkup;
import tocsin.installer.doctor.Look;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Json;
import tocsin.installer.support.SupportBundle;
import tocsin.installer.support.SupportBundle.Item;

@Command(
        name = "support-bundle",
        description = {
            "Collects logs, settings, versions, metrics and findings in one archive, without secrets and personal data.",
            "It is sent nowhere. Look into it before you send it: CONTENTS says how often something was taken out of which"
                    + " file."
        })
final class SupportBundleCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write it; without it tocsin-support-HOST-TIME.tar.gz in this directory.")
    private Optional<Path> output;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "-3d",
            description = "How far back logs go: today, -1h, 2026-11-22 08:00; three days without it.")
    private String since;

    @Option(names = "--root-key", paramLabel = "FILE", description = "Believes this root instead of the one built in.")
    private Optional<Path> rootKey;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        host.requireRoot();
        var bundle = new SupportBundle(host, since, () -> doctor(host));
        var archive = output.orElseGet(SupportBundleCommand::name).toAbsolutePath();
        report.answer("archive", archive.toString());
        var items = isRehearsed() ? bundle.rehearsed() : bundle.write(archive);
        report.changed("write " + archive);
        report.answer("files", items.stream().map(Item::asMap).toList());
        items.forEach(this::say);
        if (!isRehearsed()) {
            report.say("Look into it before you send it; it is sent nowhere by itself.");
        }
    }

    private void say(Item item) {
        report.say(
                isRehearsed()
                        ? "  " + item.name() + "  from " + item.from()
                        : "  %-32s %9d bytes, %d taken out".formatted(item.name(), item.bytes(), item.redactions()));
        if (!item.problem().isEmpty()) {
            report.found(Finding.warning(
                    Code.E715, item.name() + ": " + item.problem(), "The bundle is of use without it."));
        }
    }

    private String doctor(Host host) {
        var looks = new Checkup(
                        host, () -> rootKey.map(Key::read).orElseGet(Key::ofRoot), Instant.now(), Set.of("canary"))
                .looks();
        return Json.text(looks.stream().map(SupportBundleCommand::map).toList()).replace("},{", "},\n{");
    }

    private static Map<String, Object> map(Look look) {
        var map = new TreeMap<>(look.asMap());
        map.put("findings", look.findings().stream().map(Finding::toString).toList());
        return map;
    }

    private static Path name() {
        var time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return Path.of("tocsin-support-" + hostName() + "-" + time + ".tar.gz");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
