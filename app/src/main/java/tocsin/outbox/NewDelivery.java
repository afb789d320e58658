package tocsin.outbox;

import java.time.Instant;

/**
 * Something to be sent to one target or one person.
 *
 * @param forward null for a mail
 * @param user null for a target
 * @param subject what it is about, in words for people
 * @param body what is sent; null where it is made at the moment of sending, from {@code events} or the digest
 */
public record NewDelivery(
        long project,
        Long forward,
        Long user,
        Long digest,
        Kind kind,
        String subject,
        String body,
        byte[] events,
        Instant since) {

    public static NewDelivery to(long forward, long project, Kind kind, String subject, String body) {
        return new NewDelivery(project, forward, null, null, kind, subject, body, null, null);
    }

    public static NewDelivery events(long forward, StoredFact fact) {
        var subject = fact.quantity() == 1 ? "1 event" : fact.quantity() + " events";
        return new NewDelivery(
                fact.project(), forward, null, null, Kind.STORED, subject, null, fact.events(), fact.since());
    }

    public static NewDelivery mail(long user, long project, long digest, String subject) {
        return new NewDelivery(project, null, user, digest, Kind.DIGEST, subject, null, null, null);
    }
}
