package tocsin.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tocsin.mail.Mail;
import tocsin.mail.MailRefused;
import tocsin.mail.Mailer;
import tocsin.outbox.Channel;
import tocsin.outbox.DeliveryFailed;
import tocsin.outbox.Due;
import tocsin.outbox.Facts;
import tocsin.outbox.IssueFact;
import tocsin.outbox.Kind;
import tocsin.outbox.SpikeFact;

/**
 * Facts to people: gathered per project, so that a thousand new issues are one mail; and invitations. Without a mail server
 * nothing is gathered.
 */
@ApplicationScoped
class MailChannel implements Channel {

    /** While the mail server does not take mail, it is left alone for so long. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Mailer mailer;
    private final DigestSql digests;
    private final PreferenceSql preferences;
    private final DigestMail mails;
    private final InvitationMail invitations;
    private final NoticeConfig config;
    private volatile long restsUntil = System.nanoTime();

    MailChannel(
            Mailer mailer,
            DigestSql digests,
            PreferenceSql preferences,
            DigestMail mails,
            InvitationMail invitations,
            NoticeConfig config) {
        this.mailer = mailer;
        this.digests = digests;
        this.preferences = preferences;
        this.mails = mails;
        this.invitations = invitations;
        this.config = config;
    }

    @Override
    public void queue(String tenant, Facts facts) {
        if (!mailer.isConfigured()) {
            return;
        }
        var byProject = new LinkedHashMap<Long, List<IssueFact>>();
        facts.issues().forEach(fact -> byProject
                .computeIfAbsent(fact.project(), project -> new ArrayList<>())
                .add(fact));
        var spikes = new HashMap<Long, List<SpikeFact>>();
        facts.spikes().forEach(fact -> {
            byProject.putIfAbsent(fact.project(), List.of());
            spikes.computeIfAbsent(fact.project(), project -> new ArrayList<>()).add(fact);
        });
        byProject.forEach((project, own) -> {
            if (preferences.anybody(tenant, project)) {
                var news = DigestSql.News.of(own, spikes.getOrDefault(project, List.of()));
                digests.add(tenant, project, news, own, config, DigestMail.LISTED);
            }
        });
    }

    @Override
    public boolean carries(Due due) {
        return due.kind() == Kind.DIGEST || due.kind() == Kind.INVITATION;
    }

    @Override
    public boolean rests(long target) {
        return target == 0 && (!mailer.isConfigured() || System.nanoTime() - restsUntil < 0);
    }

    @Override
    public void deliver(Due due) throws DeliveryFailed {
        var mail = due.kind() == Kind.INVITATION ? invitations.of(due) : digest(due);
        try {
            mailer.send(mail.orElseThrow(() -> DeliveryFailed.forGood("What it was about is gone")));
        } catch (MailRefused e) {
            if (e.isForGood()) {
                throw DeliveryFailed.forGood(e.getMessage());
            }
            if (!e.isOfAll()) {
                throw DeliveryFailed.alone(e.getMessage(), e);
            }
            restsUntil = System.nanoTime() + REST_NANOS;
            throw new DeliveryFailed(e.getMessage(), e);
        }
    }

    private Optional<Mail> digest(Due due) throws DeliveryFailed {
        var recipient = preferences
                .recipient(due.tenant(), due.project(), due.user())
                .orElseThrow(() -> DeliveryFailed.forGood("They do not want mail about this project any more"));
        return mails.of(due, recipient);
    }
}
