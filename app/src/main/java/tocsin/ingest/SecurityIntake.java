package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Accepted;
import tocsin.digest.EventDigest;
import tocsin.digest.Origin;
import tocsin.sentry.Category;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.SecurityReports;

/** Takes what browsers report by themselves: broken policies and certificates become events, network errors are counted. */
@ApplicationScoped
class SecurityIntake {

    private static final long MAX_BODY = 256 * 1024;

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/csp-report",
            "application/expect-ct-report",
            "application/expect-ct-report+json",
            "application/expect-staple-report",
            "application/hpkp-report",
            "application/reports+json");

    private final Intake intake;

    SecurityIntake(Intake intake) {
        this.intake = intake;
    }

    CompletableFuture<Answer> reports(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        if (!TYPES.contains(sender.mediaType())) {
            throw intake.unsupported(origin, Category.SECURITY.wireName(), "no content type of a report");
        }
        var reports = intake.read(
                origin,
                Category.SECURITY.wireName(),
                body,
                sender.contentEncoding(),
                in -> SecurityReports.read(
                        new LimitedInputStream(in, "report", MAX_BODY).readAllBytes(),
                        new SecurityReports.Circumstances(
                                sender.asked("sentry_release"),
                                sender.asked("sentry_environment"),
                                sender.userAgent())));
        return write(origin, reports, sender.ip());
    }

    private CompletableFuture<Answer> write(Origin origin, SecurityReports reports, String ip) {
        var gathered = new Gathered();
        for (var event : reports.events()) {
            var id = UUID.randomUUID();
            gathered.add(EventDigest.of(event, origin.received(null, ip, id), id, origin.rules()));
        }
        if (reports.others() > 0) {
            gathered.add(notStored("report", reports.others()));
        }
        return intake.write(origin, gathered, null).thenApply(done -> Answer.empty(200));
    }

    CompletableFuture<Answer> network(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        var count = intake.read(origin, Category.SECURITY.wireName(), body, sender.contentEncoding(), in -> {
            var bytes = new LimitedInputStream(in, "report", MAX_BODY).readAllBytes();
            if (bytes.length == 0) {
                throw new MalformedEvent("empty body");
            }
            return SecurityReports.count(bytes);
        });
        var gathered = new Gathered();
        gathered.add(notStored("nel", count));
        return intake.write(origin, gathered, null).thenApply(done -> Answer.empty(200));
    }

    private static Accepted.Counted notStored(String what, long count) {
        return new Accepted.Counted(Category.SECURITY.wireName(), "not_stored", what, count);
    }
}
