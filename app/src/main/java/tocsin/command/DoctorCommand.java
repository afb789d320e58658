package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "doctor", description = "Looks for what is wrong with this installation and says what to do about it.")
class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private Instance instance;

    @Override
    public Integer call() {
        var findings = new Examination(instance.settings()).findings();
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            findings.forEach(finding -> list.addObject()
                    .put("result", name(finding))
                    .put("subject", finding.subject())
                    .put("detail", finding.detail()));
            output.print(spec, list);
        } else {
            output.print(
                    spec,
                    List.of("RESULT", "SUBJECT", "DETAIL"),
                    findings.stream()
                            .map(finding -> List.of(name(finding), finding.subject(), finding.detail()))
                            .toList());
        }
        return findings.stream().anyMatch(finding -> finding.result() == Finding.Result.BAD) ? 1 : 0;
    }

    private static String name(Finding finding) {
        return finding.result().name().toLowerCase(Locale.ROOT);
    }
}
