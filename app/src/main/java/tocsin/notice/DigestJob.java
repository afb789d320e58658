package tocsin.notice;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import tocsin.mail.Mailer;
import tocsin.outbox.DeliverySql;
import tocsin.outbox.NewDelivery;
import tocsin.tenant.CurrentTenant;

/** Closes digests whose time has come, and queues a mail for everybody who wants one. */
@ApplicationScoped
class DigestJob {

    private static final Logger LOG = Logger.getLogger(DigestJob.class);
    private static final int MOST = 500;

    private final Mailer mailer;
    private final DigestSql digests;
    private final PreferenceSql preferences;
    private final DeliverySql deliveries;

    DigestJob(Mailer mailer, DigestSql digests, PreferenceSql preferences, DeliverySql deliveries) {
        this.mailer = mailer;
        this.digests = digests;
        this.preferences = preferences;
        this.deliveries = deliveries;
    }

    @Scheduled(every = "1s", identity = "mail-digests", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void close() {
        if (!mailer.isConfigured()) {
            return;
        }
        try {
            for (var tenant : digests.tenants(MOST)) {
                CurrentTenant.run(tenant, () -> close(tenant));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Mails are made later: %s", e.getMessage());
        }
    }

    @Scheduled(every = "6h", delayed = "7m", identity = "old-digests")
    @Blocking
    void forget() throws SQLException {
        digests.forget();
    }

    private void close(String tenant) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (var digest : digests.close(tenant)) {
                var subject = "[" + digest.slug() + "] " + DigestMail.headline(digest.news());
                deliveries.queue(
                        tenant,
                        preferences.recipients(tenant, digest.project()).stream()
                                .map(person -> NewDelivery.mail(person.user(), digest.project(), digest.id(), subject))
                                .toList());
            }
        });
    }
}
