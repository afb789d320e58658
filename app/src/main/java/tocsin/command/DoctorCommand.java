package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.doctor.Finding;

@Command(
        name = "doctor",
        description = {
            "Looks for what is wrong with this installation and says what to do about it.",
            "It changes nothing. With something wrong it ends with 1; warnings alone do not count as that."
        })
class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private Instance instance;

    @Option(
            names = "--disk-free",
            paramLabel = "BYTES",
            description = "What is free on the disk of the database, from which follows for how long it will do.")
    private Optional<Long> free;

    @Override
    public Integer call() {
        var findings = new Examination(
                        instance.settings(), free.map(OptionalLong::of).orElseGet(OptionalLong::empty))
                .findings();
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            findings.forEach(finding -> list.addObject()
                    .put("result", name(finding))
                    .put("code", finding.check().code())
                    .put("subject", finding.subject())
                    .put("detail", finding.detail())
                    .put("remedy", finding.remedy()));
            output.print(spec, list);
        } else {
            output.print(
                    spec,
                    List.of("RESULT", "SUBJECT", "DETAIL"),
                    findings.stream()
                            .map(finding -> List.of(
                                    name(finding),
                                    finding.subject(),
                                    finding.detail() + (finding.isGood() ? "" : ". " + finding.remedy())))
                            .toList());
        }
        return findings.stream().anyMatch(Finding::isBad) ? 1 : 0;
    }

    private static String name(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
