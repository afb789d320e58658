package tocsin.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What this process was told to do: every option with its value and where the value came from. */
public final class Settings {

    private final Map<Option, Setting> settings;

    Settings(Map<Option, Setting> settings) {
        this.settings = new EnumMap<>(settings);
    }

    /** From the environment alone. */
    public static Settings of(Map<String, String> environment) {
        return new Resolution(environment).settings();
    }

    /** The same settings, but for one that a command decides. */
    public Settings with(Option option, String value, String source) {
        option.kind().check(value);
        var changed = new EnumMap<>(settings);
        changed.put(option, new Setting(option, Optional.of(value), source));
        return new Settings(changed);
    }

    public List<Setting> all() {
        return Arrays.stream(Option.values()).map(settings::get).toList();
    }

    /** Whether somebody said so, rather than nobody said otherwise. */
    public boolean isChosen(Option option) {
        return !settings.get(option).source().equals(Setting.BY_DEFAULT);
    }

    /** The public address, without a slash at its end. */
    public URI url() {
        return value(Option.URL).map(Kind::url).orElseGet(() -> URI.create("http://127.0.0.1:" + port()));
    }

    public String host() {
        return value(Option.HOST).orElseThrow();
    }

    public int port() {
        return number(Option.PORT);
    }

    public String managementHost() {
        return value(Option.MANAGEMENT_HOST).orElseThrow();
    }

    public int managementPort() {
        return number(Option.MANAGEMENT_PORT);
    }

    public List<String> trustedProxies() {
        return value(Option.TRUSTED_PROXIES).map(Kind::list).orElse(List.of());
    }

    /** What this process is for. */
    public Set<ServerRole> roles() {
        return value(Option.ROLES).map(ServerRole::parse).orElseThrow();
    }

    public Duration drain() {
        return value(Option.DRAIN).map(Kind::duration).orElseThrow();
    }

    /** Where events wait while the database does not take them; none when they do not. */
    public Optional<Path> spoolDirectory() {
        return value(Option.SPOOL).map(Path::of);
    }

    public long spoolBytes() {
        return (long) number(Option.SPOOL_MEGABYTES) << 20;
    }

    public long spoolFloorBytes() {
        return (long) number(Option.SPOOL_FLOOR_MEGABYTES) << 20;
    }

    public int eventRetentionDays() {
        return number(Option.EVENT_RETENTION_DAYS);
    }

    /** Empty where a project keeps as many events as it wants. */
    public OptionalLong eventRetentionCount() {
        return value(Option.EVENT_RETENTION_COUNT)
                .map(amount -> OptionalLong.of(Long.parseLong(amount)))
                .orElseGet(OptionalLong::empty);
    }

    /** Empty where events may take what there is. */
    public OptionalLong eventDiskBudget() {
        return value(Option.EVENT_DISK_BUDGET)
                .map(size -> OptionalLong.of(Kind.bytes(size)))
                .orElseGet(OptionalLong::empty);
    }

    /** Networks that are reached from within although they are not public. */
    public List<Network> outgoingAllow() {
        return value(Option.OUTGOING_ALLOW).map(Kind::list).orElse(List.of()).stream()
                .map(Network::parse)
                .toList();
    }

    /** The server that takes our mail; without one there is none. */
    public Optional<SmtpUrl> smtp() {
        return value(Option.SMTP_URL).map(SmtpUrl::parse);
    }

    public String mailFrom() {
        return value(Option.MAIL_FROM).orElseGet(() -> "tocsin@" + url().getHost());
    }

    public boolean logsAreJson() {
        return value(Option.LOG_FORMAT).orElseThrow().equals("json");
    }

    /** How a role reaches the database; nothing where no address was given for it. */
    public Optional<DatabaseAccess> database(DatabaseRole role) {
        return value(role.option())
                .map(own -> new DatabaseAccess(role, DatabaseUrl.parse(own), false))
                .or(() -> value(Option.DATABASE)
                        .map(shared -> new DatabaseAccess(role, DatabaseUrl.parse(shared), true)));
    }

    /** The framework's properties that follow from these settings. */
    public Map<String, String> quarkusProperties() {
        var properties = new TreeMap<String, String>();
        settings.forEach((option, setting) -> setting.value()
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> option.quarkusProperties().forEach(name -> properties.put(name, value))));
        properties.put("quarkus.shutdown.delay", drain().toString());
        properties.computeIfPresent("quarkus.log.level", (name, level) -> level.toUpperCase(Locale.ROOT));
        properties.put("quarkus.log.console.json.enabled", String.valueOf(logsAreJson()));
        var behindProxy = String.valueOf(!trustedProxies().isEmpty());
        properties.put("quarkus.http.proxy.proxy-address-forwarding", behindProxy);
        properties.put("quarkus.http.proxy.enable-forwarded-host", behindProxy);
        database(DatabaseRole.APP).ifPresent(access -> put(properties, "quarkus.datasource.", access));
        database(DatabaseRole.INGEST).ifPresent(access -> put(properties, "quarkus.datasource.ingest.", access));
        return properties;
    }

    private static void put(Map<String, String> properties, String prefix, DatabaseAccess access) {
        properties.put(prefix + "jdbc.url", access.url().jdbcUrl());
        properties.put(prefix + "username", access.url().user());
        properties.put(prefix + "password", access.url().password());
        access.firstStatement().ifPresent(sql -> properties.put(prefix + "jdbc.new-connection-sql", sql));
    }

    private Optional<String> value(Option option) {
        return settings.get(option).value();
    }

    private int number(Option option) {
        return Integer.parseInt(value(option).orElseThrow());
    }
}
