package tocsin.outbox;

import java.time.Instant;

/**
 * Events of one project were stored.
 *
 * @param events their ids, 16 bytes each
 * @param since when the first of them was received
 */
public record StoredFact(long project, byte[] events, Instant since) {

    public int quantity() {
        return events.length / 16;
    }
}
