package tocsin.digest;

import java.time.Instant;
import java.util.UUID;
import tocsin.sentry.Received;

/**
 * Whose data this is and how it came: the tenant and project behind a DSN key, when we received it, and what the project
 * wants to be done with it.
 *
 * @param sensor the name of the sensor whose key that is; null for other keys
 */
public record Origin(String tenant, long project, long key, Instant receivedAt, ProjectRules rules, String sensor) {

    /** For what needs nothing more to be done. */
    public Origin(String tenant, long project, long key, Instant receivedAt) {
        this(tenant, project, key, receivedAt, ProjectRules.DEFAULT, null);
    }

    /** The same sender, at another time. */
    Origin at(Instant time) {
        return new Origin(tenant, project, key, time, rules, sensor);
    }

    /** What is known of something that came from there, besides what it says itself; any may be null. */
    public Received received(Instant sentAt, String clientIp, UUID eventId) {
        return new Received(receivedAt, sentAt, clientIp, eventId, sensor);
    }
}
