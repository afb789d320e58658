package tocsin.digest;

import java.time.Instant;

/**
 * Whose data this is and how it came: the tenant and project behind a DSN key, when we received it, and what the project
 * wants to be done with it.
 */
public record Origin(String tenant, long project, long key, Instant receivedAt, ProjectRules rules) {

    /** For what needs nothing more to be done. */
    public Origin(String tenant, long project, long key, Instant receivedAt) {
        this(tenant, project, key, receivedAt, ProjectRules.DEFAULT);
    }

    /** The same sender, at another time. */
    Origin at(Instant time) {
        return new Origin(tenant, project, key, time, rules);
    }
}
