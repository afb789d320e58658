package tocsin.installer.settings;

import java.util.Arrays;
import java.util.stream.Collectors;
import tocsin.config.Credentials;
import tocsin.config.Option;

/** The file of settings as it is shipped: every option with its documentation, and nothing set. It is made of the server's own table. */
public final class ShippedSettings {

    private static final int WIDTH = 110;

    private ShippedSettings() {}

    public static String text() {
        return """
                # The settings of Tocsin, NAME=value. `tocsinctl config set NAME=value` changes one and checks it first,
                # `tocsinctl config diff` shows what differs from the file as it was shipped. A change counts after
                # `tocsinctl restart`, which loses no request.

                """
                + Arrays.stream(Option.values()).map(ShippedSettings::section).collect(Collectors.joining("\n"));
    }

    /** The line by which an option that is not set stands in the file. */
    static String unset(Option option) {
        return option.isSecret()
                ? "# " + option.environmentName() + " is in credentials/" + Credentials.fileName(option)
                : "#" + option.environmentName() + "=" + option.byDefault().orElse("");
    }

    private static String section(Option option) {
        var ends = option.kind().expected();
        return wrapped(option.help()) + wrapped("Value: " + ends) + unset(option) + "\n";
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        var line = new StringBuilder("#");
        for (var word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
