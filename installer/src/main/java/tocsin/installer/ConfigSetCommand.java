package tocsin.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tocsin.config.Credentials;
import tocsin.config.Option;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

@Command(
        name = "set",
        description = {
            "Changes settings, all or none of them. It counts after `tocsinctl restart`.",
            "NAME= goes back to the default. NAME=- reads the value from standard input, as secrets are given, which are"
                    + " kept in /etc/tocsin/credentials."
        })
final class ConfigSetCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "Such as TOCSIN_URL=https://errors.example.org.")
    private List<String> assignments;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        var before = SettingsFile.read(host.settings());
        var after = before;
        var steps = new ArrayList<Step>();
        var findings = new ArrayList<Finding>();
        for (var assignment : assignments) {
            var parts = assignment.split("=", 2);
            if (parts.length < 2) {
                throw new ParameterException(spec.commandLine(), "'" + assignment + "' is not NAME=VALUE");
            }
            var option = SettingNames.named(parts[0]);
            var value = value(option, parts[1]);
            SettingsFile.valueFindings(option, value, findings);
            if (option.isSecret()) {
                steps.add(new Contents(
                                host.credentials().resolve(Credentials.fileName(option)),
                                value.isEmpty() ? "" : value + "\n")
                        .mode("rw-------")
                        .step("store " + option.environmentName() + " in credentials/" + Credentials.fileName(option)));
            } else {
                after = after.with(option, value);
            }
        }
        report.found(findings);
        if (report.isForbidden()) {
            return;
        }
        if (!after.equals(before)) {
            steps.add(new Contents(host.settings(), after.text()).step("set " + changed(before, after)));
        }
        work(host, "config", Map.of(), steps);
    }

    private static String changed(SettingsFile before, SettingsFile after) {
        return String.join(
                ", ",
                after.values().entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().equals(before.values().get(entry.getKey())))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    private static String value(Option option, String given) {
        if (given.equals("-")) {
            try {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (option.isSecret() && !given.isEmpty()) {
            throw new Refusal(
                    Code.E604,
                    option.environmentName() + " is a secret, and every process on the host can read a command line",
                    "Give it on standard input: tocsinctl config set " + option.environmentName() + "=-");
        }
        return given;
    }
}
