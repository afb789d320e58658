package tocsin.digest;

import java.time.Instant;

/** Whose data this is and how it came: the tenant and project behind a DSN key, and when we received it. */
public record Origin(String tenant, long project, long key, Instant receivedAt) {

    /** The same sender, at another time. */
    Origin at(Instant time) {
        return new Origin(tenant, project, key, time);
    }
}
