package tocsin.account;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.config.Settings;
import tocsin.mail.Mailer;
import tocsin.tenant.CurrentTenant;

/**
 * Invitations by mail. The mailed link is made when the letter is written, and is another than the one that its inviter saw:
 * whoever brings it has read the mail.
 */
@ApplicationScoped
public class InvitationMails {

    /** The mails of an organization within an hour; there is no way to have us write to strangers in great numbers. */
    static final int MOST = 50;

    /** And to one address. */
    static final int MOST_TO_ONE = 3;

    /**
     * Nothing that a mail server could take for two addresses, for a name, for a way through another server ({@code %} and
     * {@code !} once were) or for a program of its own.
     */
    private static final Pattern PLAIN =
            Pattern.compile("[a-z0-9_][a-z0-9._+=~'&-]{0,63}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");

    private final CurrentTenant current;
    private final InvitationMailSql sql;
    private final Mailer mailer;
    private final Settings settings;

    InvitationMails(CurrentTenant current, InvitationMailSql sql, Mailer mailer, Settings settings) {
        this.current = current;
        this.sql = sql;
        this.mailer = mailer;
        this.settings = settings;
    }

    /** Where a mail stands: waiting, sent or failed; {@code error} is what the mail server said last, null for nothing. */
    @TemplateData
    @RegisterForReflection
    public record Mailing(String state, String error) {}

    /** All that a letter says. */
    public record Letter(String to, String organization, Role role, String inviter, Instant expiresAt, URI link) {}

    /** Queues a letter in the caller's transaction, instead of one that waits; nothing when the link must be handed over. */
    Optional<Mailing> send(long invitation, String address) {
        sql.replace(current.id(), invitation);
        if (!mailer.isConfigured() || !PLAIN.matcher(address).matches() || !sql.hasRoom(current.id(), address)) {
            return Optional.empty();
        }
        sql.queue(current.id(), invitation, address);
        return Optional.of(new Mailing("waiting", null));
    }

    /** By invitation. */
    Map<Long, Mailing> all() {
        return sql.newest(current.id());
    }

    /** With a link that takes the place of an earlier letter's; nothing when the invitation is over. */
    public Optional<Letter> write(String tenant, long invitation) {
        var secret = Secrets.random();
        return sql.write(
                tenant, invitation, Secrets.sha256(secret), settings.url().resolve("/join/" + secret));
    }
}
