package tocsin.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an environment: our own names first, then those that platforms use, then the defaults. */
final class Resolution {

    private static final String PLATFORM_PORT = "PORT";
    private static final String PLATFORM_DATABASE = "DATABASE_URL";
    private static final String PLATFORM_SERVICES = "VCAP_SERVICES";

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Resolution(Map<String, String> environment) {
        this.environment = environment;
    }

    Settings settings() {
        problems.addAll(Names.problems(environment.keySet()));
        var settings = new EnumMap<Option, Setting>(Option.class);
        for (var option : Option.values()) {
            var setting = resolve(option);
            check(setting);
            settings.put(option, setting);
        }
        if (!problems.isEmpty()) {
            throw new SettingsRefused(problems);
        }
        return new Settings(settings);
    }

    private Setting resolve(Option option) {
        return said(option, option.environmentName())
                .filter(setting ->
                        !Names.isFromKubernetes(option, setting.value().orElse("")))
                .or(() -> fromCredential(option))
                .or(() -> fromPlatform(option))
                .orElseGet(() -> new Setting(option, option.byDefault(), Setting.BY_DEFAULT));
    }

    private Optional<Setting> fromCredential(Option option) {
        return Credentials.read(option, environment)
                .flatMap(value -> setting(option, value, "credential " + Credentials.fileName(option)));
    }

    private Optional<Setting> fromPlatform(Option option) {
        return switch (option) {
            case PORT -> said(option, PLATFORM_PORT);
            // Whoever gives a port routes to it from elsewhere.
            case HOST ->
                said(Option.PORT, PLATFORM_PORT)
                        .map(port -> new Setting(option, Optional.of("0.0.0.0"), PLATFORM_PORT));
            case DATABASE -> said(option, PLATFORM_DATABASE).or(this::boundDatabase);
            default -> Optional.empty();
        };
    }

    private Optional<Setting> boundDatabase() {
        try {
            return said(Option.DATABASE, PLATFORM_SERVICES)
                    .flatMap(Setting::value)
                    .flatMap(BoundService::databaseUrl)
                    .map(url -> new Setting(Option.DATABASE, Optional.of(url), PLATFORM_SERVICES));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** An empty variable counts as none: that is how people switch one off in a file. */
    private Optional<Setting> said(Option option, String name) {
        return Optional.ofNullable(environment.get(name)).flatMap(value -> setting(option, value, name));
    }

    private static Optional<Setting> setting(Option option, String value, String source) {
        return Optional.of(value.strip())
                .filter(text -> !text.isEmpty())
                .map(text -> new Setting(option, Optional.of(text), source));
    }

    private void check(Setting setting) {
        var option = setting.option();
        try {
            setting.value().filter(value -> !value.isEmpty()).ifPresent(option.kind()::check);
        } catch (IllegalArgumentException e) {
            // The value of a secret stays out of logs, also when it is wrong.
            var given = option.isSecret() ? "" : " and not '" + setting.value().orElse("") + "'";
            problems.add(setting.source() + " must be " + option.kind().expected() + given + ".");
        }
    }
}
