package tocsin.grouping;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent;

/** What the names between braces in a fingerprint stand for. */
final class Variables {

    static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([\\w.-]+)\\s*}}");

    private static final String TAG = "tags.";

    private final SentryEvent event;
    private final Title title;
    private final GroupingVersion version;

    Variables(SentryEvent event, Title title, GroupingVersion version) {
        this.event = event;
        this.title = title;
        this.version = version;
    }

    /** The same as rules read them, which never meant anything else. */
    Variables ofRules() {
        return new Variables(event, title, GroupingVersion.NEWEST);
    }

    String filled(String part) {
        return VARIABLE.matcher(part)
                .replaceAll(variable -> Matcher.quoteReplacement(value(variable.group(1), variable.group())));
    }

    /** What SDKs let a fingerprint refer to; a name that we do not know stays as it is written. */
    private String value(String written, String whole) {
        var name = written.toLowerCase(Locale.ROOT);
        var value =
                switch (name) {
                    case "type", "error.type" -> title.type();
                    case "value", "error.value", "message" -> title.value() == null ? title.type() : title.value();
                    case "transaction" -> event.transaction();
                    case "level" -> event.level().name().toLowerCase(Locale.ROOT);
                    case "logger" -> event.logger();
                    default ->
                        switch (version) {
                            case V1 -> first(name, whole);
                            case V2 -> second(name, written, whole);
                        };
                };
        return value == null ? "" : value;
    }

    private String first(String name, String whole) {
        return switch (name) {
            case "function", "stack.function", "module", "stack.module" -> title.culprit();
            default -> whole;
        };
    }

    private String second(String name, String written, String whole) {
        var crash = title.crash();
        return switch (name) {
            case "function", "stack.function" ->
                crash == null ? "" : crash.key().function();
            case "module", "stack.module" -> crash == null ? "" : crash.key().place();
            case "environment" -> event.environment();
            case "release" -> event.release();
            default -> name.startsWith(TAG) ? tag(written.substring(TAG.length())) : whole;
        };
    }

    private String tag(String key) {
        for (var tag : event.tags()) {
            if (tag.key().equals(key)) {
                return tag.value();
            }
        }
        return "";
    }
}
