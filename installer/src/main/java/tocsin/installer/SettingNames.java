package tocsin.installer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tocsin.config.Names;
import tocsin.config.Option;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** Options by the names that people type, which may leave out TOCSIN_ and use small letters. */
final class SettingNames {

    private SettingNames() {}

    static List<Option> named(List<String> names) {
        return names.isEmpty()
                ? List.of(Option.values())
                : names.stream().map(SettingNames::named).toList();
    }

    static Option named(String name) {
        var upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
        var full = upper.startsWith("TOCSIN_") ? upper : "TOCSIN_" + upper;
        return Arrays.stream(Option.values())
                .filter(option -> option.environmentName().equals(full))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Code.E601,
                        Names.problems(List.of(full)).stream().findFirst().orElse(full + " is no option of Tocsin"),
                        "`tocsinctl config get` lists all of them."));
    }
}
