package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.Frame;

/**
 * One field and what it must look like; of several values one is enough.
 *
 * @param tag the key, where the field is a tag
 * @param negated true when no value may look like that
 */
record Matcher(Field field, String tag, boolean negated, Glob glob) {

    /** Longer texts are looked at as far as this, so that a rule costs little whatever a program says. */
    private static final int MAX_LENGTH = 2_000;

    /** What rules can speak of. */
    enum Field {
        TYPE(false),
        VALUE(false),
        MESSAGE(false),
        LEVEL(false),
        LOGGER(false),
        TRANSACTION(false),
        ENVIRONMENT(false),
        RELEASE(false),
        PLATFORM(false),
        TAG(false),
        PATH(true),
        MODULE(true),
        FUNCTION(true),
        PACKAGE(true),
        FAMILY(true),
        APP(true);

        final boolean ofFrame;

        Field(boolean ofFrame) {
            this.ofFrame = ofFrame;
        }

        String word() {
            return this == TAG ? "tags.…" : name().toLowerCase(Locale.ROOT);
        }
    }

    boolean holdsOf(SentryEvent event) {
        return any(
                switch (field) {
                    case TYPE -> exceptions(event, true, false);
                    case VALUE -> exceptions(event, false, true);
                    case MESSAGE -> messages(event);
                    case LEVEL -> one(event.level().name());
                    case LOGGER -> one(event.logger());
                    case TRANSACTION -> one(event.transaction());
                    case ENVIRONMENT -> one(event.environment());
                    case RELEASE -> one(event.release());
                    case PLATFORM -> one(event.platform());
                    case TAG ->
                        event.tags().stream()
                                .filter(each -> each.key().equalsIgnoreCase(tag))
                                .map(SentryEvent.Tag::value)
                                .toList();
                    case PATH, MODULE, FUNCTION, PACKAGE, FAMILY, APP -> List.of();
                });
    }

    boolean holdsOf(Frame frame, String platform, Call.Owner owner) {
        return any(
                switch (field) {
                    case PATH -> paths(frame);
                    case MODULE -> one(frame.module());
                    case FUNCTION -> one(frame.function());
                    case PACKAGE -> one(frame.packageName());
                    case FAMILY -> {
                        var own = frame.platform() == null ? platform : frame.platform();
                        yield List.of(own, Family.of(own).name());
                    }
                    case APP -> List.of(owner == Call.Owner.LIBRARY ? "no" : "yes");
                    default -> List.of();
                });
    }

    private boolean any(List<String> values) {
        for (var value : values) {
            if (glob.matches(value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value)) {
                return !negated;
            }
        }
        return negated;
    }

    private static List<String> exceptions(SentryEvent event, boolean types, boolean values) {
        var found = new ArrayList<String>();
        for (var exception : event.exceptions()) {
            if (exception != null && types && exception.type() != null) {
                found.add(exception.type());
            }
            if (exception != null && values && exception.value() != null) {
                found.add(exception.value());
            }
        }
        return found;
    }

    private static List<String> messages(SentryEvent event) {
        var found = exceptions(event, false, true);
        if (event.message() != null) {
            found.addAll(one(event.message().formatted()));
            found.addAll(one(event.message().template()));
        }
        return found;
    }

    private static List<String> paths(Frame frame) {
        var paths = new ArrayList<String>(2);
        for (var path : new String[] {frame.filename(), frame.absPath()}) {
            if (path != null) {
                paths.add(path.replace('\\', '/'));
            }
        }
        return paths;
    }

    private static List<String> one(String value) {
        return value == null ? List.of() : List.of(value);
    }
}
