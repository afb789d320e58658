package tocsin.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import org.eclipse.microprofile.config.Config;

/** Gives the application the settings that it was started with. */
class SettingsBean {

    /** Through the framework's configuration, which also holds what a command or a test has decided. */
    @Produces
    @Singleton
    Settings settings(Config config) {
        var values = new HashMap<String, String>();
        for (var option : Option.values()) {
            config.getOptionalValue(option.environmentName(), String.class)
                    .ifPresent(value -> values.put(option.environmentName(), value));
        }
        return Settings.of(values);
    }
}
