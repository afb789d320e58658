package tocsin.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.config.Settings;
import tocsin.tenant.Tenants;

/** The link that makes whoever brings it an administrator: one for an instance, once, for a day. */
@ApplicationScoped
@ActivateRequestContext
public class SetupLinks {

    static final Duration VALID = Duration.ofHours(24);

    private final InstantSource clock;
    private final Settings settings;
    private final SetupSql sql;
    private final Tenants tenants;

    @Inject
    SetupLinks(Settings settings, SetupSql sql, Tenants tenants) {
        this(InstantSource.system(), settings, sql, tenants);
    }

    SetupLinks(InstantSource clock, Settings settings, SetupSql sql, Tenants tenants) {
        this.clock = clock;
        this.settings = settings;
        this.sql = sql;
        this.tenants = tenants;
    }

    /** How an instance stands with its first administrator. */
    public sealed interface State {

        /** A new link, which is seen this once; an earlier one works no more. */
        record Issued(URI link, Instant expiresAt) implements State {}

        /** Somebody has a link and has not used it. */
        record Waiting(Instant expiresAt) implements State {}

        /** There is an administrator, who lets others in. */
        record Done() implements State {}
    }

    /** The only link that is good from now on; {@code again} for an instance that has an administrator. */
    @Transactional
    public State.Issued issue(boolean again) {
        if (!again && sql.hasAdministrator()) {
            throw new Refused(
                    "administrator",
                    "This instance has an administrator, who lets others in. With --again there is a link for one more.");
        }
        var secret = Secrets.random();
        var expires = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        sql.put(Secrets.sha256(secret), again, expires);
        tenants.unconstrained("command", "issued a link that makes whoever brings it an administrator", all -> null);
        return new State.Issued(settings.url().resolve("/setup/" + secret), expires);
    }

    /** As {@link #issue}, if nobody has a link yet and there is no administrator. */
    @Transactional
    public State issueIfWanted() {
        if (sql.hasAdministrator()) {
            return new State.Done();
        }
        return sql.waiting(clock.instant()).<State>map(State.Waiting::new).orElseGet(() -> issue(false));
    }

    boolean isGood(String link) {
        return sql.holds(Secrets.sha256(link), clock.instant());
    }

    /** In the caller's transaction; true for one caller only. */
    boolean use(String link) {
        return sql.take(Secrets.sha256(link), clock.instant());
    }
}
