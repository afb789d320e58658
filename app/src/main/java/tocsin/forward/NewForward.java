package tocsin.forward;

import tocsin.sentry.SentryEvent.Level;

/**
 * What somebody wants to be forwarded, and where to.
 *
 * @param secret the password of Redis or Kafka; a webhook's key is made by us
 */
record NewForward(
        ForwardKind kind,
        String name,
        String address,
        String channel,
        String login,
        String secret,
        boolean opened,
        boolean regressed,
        boolean everyEvent,
        Level level,
        String environment) {

    /** Whoever prints it by mistake prints no secret. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
