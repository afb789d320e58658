package tocsin.config;

import java.util.List;

/** The settings cannot be used; the message names everything that is wrong with them at once. */
public final class SettingsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsRefused(List<String> problems) {
        super(String.join("\n", problems));
    }
}
