package tocsin.notice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tocsin.account.InvitationMails;
import tocsin.config.Settings;
import tocsin.mail.Mail;
import tocsin.outbox.Due;

/** The words of a mail to somebody who is invited. */
@ApplicationScoped
class InvitationMail {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @CheckedTemplate(basePath = "mail")
    static class Templates {
        static native TemplateInstance invitationText(View mail);

        static native TemplateInstance invitationHtml(View mail);
    }

    /** All that the mail says. */
    @TemplateData
    public record View(String organization, String role, String inviter, String until, String host, String link) {}

    private final InvitationMails invitations;
    private final Settings settings;

    InvitationMail(InvitationMails invitations, Settings settings) {
        this.invitations = invitations;
        this.settings = settings;
    }

    /** Nothing when the invitation is over. */
    Optional<Mail> of(Due due) {
        return Optional.ofNullable(due.invitation())
                .flatMap(invitation -> invitations.write(due.tenant(), invitation))
                .map(letter -> mail(due, letter));
    }

    private Mail mail(Due due, InvitationMails.Letter letter) {
        var host = settings.url().getHost();
        var view = new View(
                // Its name is whatever its people like; here it is part of one sentence.
                letter.organization().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "),
                letter.role().label(),
                letter.inviter(),
                DAY.format(letter.expiresAt()),
                host,
                letter.link().toString());
        return new Mail(
                letter.to(),
                "Join " + view.organization() + " on Tocsin",
                Templates.invitationText(view).render(),
                Templates.invitationHtml(view).render(),
                Map.of(
                        "Auto-Submitted",
                        "auto-generated",
                        // Each try has a link of its own: a mailbox must not take the second for the first.
                        "Message-ID",
                        "<" + due.tenant() + "." + due.id() + "." + due.attempts() + "@" + host + ">"));
    }
}
