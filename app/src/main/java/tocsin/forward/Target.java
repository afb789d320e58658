package tocsin.forward;

import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent.Level;

/**
 * A target as those who send to it know it.
 *
 * @param channel the list, stream or topic
 * @param secret signs, or is the password
 * @param level the least severe that is wanted
 * @param environment the only one that is wanted; empty for all
 */
record Target(
        long id,
        long project,
        ForwardKind kind,
        String address,
        String channel,
        String login,
        String secret,
        boolean opened,
        boolean regressed,
        boolean everyEvent,
        Level level,
        String environment) {

    boolean wants(Level given, List<String> environments) {
        return given.compareTo(level) >= 0
                && (environment.isEmpty()
                        || environments.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT)
                                .equals(environment.toLowerCase(Locale.ROOT))));
    }

    /** Whoever prints it by mistake prints no secret. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
