package tocsin.notice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.config.Settings;
import tocsin.issue.ShortId;
import tocsin.mail.Mail;
import tocsin.outbox.Due;
import tocsin.outbox.Kind;
import tocsin.web.Words;

/** The words of a mail about what happened in a project. */
@ApplicationScoped
class DigestMail {

    /** So many issues stand in a mail; of the others it says how many there are. */
    static final int LISTED = 20;

    @CheckedTemplate(basePath = "mail")
    static class Templates {
        static native TemplateInstance digestText(View mail);

        static native TemplateInstance digestHtml(View mail);
    }

    /** A line of the mail. */
    @TemplateData
    public record Line(String shortId, String title, String culprit, String url, boolean cameBack) {}

    /** All that the mail says. */
    @TemplateData
    public record View(
            String project,
            String headline,
            String spike,
            String outcomes,
            List<Line> lines,
            int more,
            String issues,
            String unsubscribe) {}

    private final DigestSql digests;
    private final SignedLinks links;
    private final Settings settings;

    DigestMail(DigestSql digests, SignedLinks links, Settings settings) {
        this.digests = digests;
        this.links = links;
        this.settings = settings;
    }

    /** Nothing when the project is gone, or all that there was to tell. */
    Optional<Mail> of(Due due, PreferenceSql.Recipient recipient) {
        var issues = digests.issues(due.tenant(), due.digest(), LISTED);
        return digests.content(due.tenant(), due.digest())
                .filter(content -> !issues.isEmpty() || content.news().spike() != null)
                .map(content -> mail(due, recipient, content, issues));
    }

    private Mail mail(
            Due due, PreferenceSql.Recipient recipient, DigestSql.Content content, List<DigestSql.Issue> issues) {
        var base = settings.url() + "/" + content.organization() + "/" + content.slug() + "/issues";
        var unsubscribe = settings.url() + "/unsubscribe/"
                + links.of(
                        new SignedLinks.Unsubscription(due.tenant(), due.project(), recipient.user()), Instant.now());
        var lines = issues.stream().map(issue -> line(content, issue, base)).toList();
        var all = content.news().issues();
        var view = new View(
                content.name(),
                headline(content.news()),
                spike(content.news()),
                settings.url() + "/" + content.organization() + "/" + content.slug()
                        + "/settings/outcomes?range=24h&category=error",
                lines,
                Math.max(0, all - lines.size()),
                base,
                unsubscribe);
        return new Mail(
                recipient.email(),
                subject(content, lines),
                Templates.digestText(view).render(),
                Templates.digestHtml(view).render(),
                Map.of(
                        "List-Unsubscribe", "<" + unsubscribe + ">",
                        "List-Unsubscribe-Post", "List-Unsubscribe=One-Click",
                        "List-Id",
                                "<" + content.slug() + "." + content.organization() + "."
                                        + settings.url().getHost() + ">",
                        "Auto-Submitted", "auto-generated",
                        // The same however often it is tried, so that a mailbox can tell.
                        "Message-ID",
                                "<" + due.tenant() + "." + due.id() + "@"
                                        + settings.url().getHost() + ">"));
    }

    private static Line line(DigestSql.Content content, DigestSql.Issue issue, String base) {
        var title = issue.value().isBlank()
                ? issue.type()
                : issue.type().isBlank() ? issue.value() : issue.type() + ": " + issue.value();
        return new Line(
                new ShortId(content.slug(), issue.number()).toString(),
                title.lines().findFirst().orElse(""),
                issue.culprit(),
                base + "/" + issue.id(),
                issue.kind().equals("REGRESSED"));
    }

    private static String subject(DigestSql.Content content, List<Line> lines) {
        var news = content.news();
        var about =
                news.issues() == 1 && news.spike() == null ? lines.getFirst().title() : headline(news);
        return "[" + content.slug() + "] " + about;
    }

    static String headline(DigestSql.News news) {
        var parts = new ArrayList<String>();
        if (news.spike() != null) {
            parts.add(news.spike() == Kind.SPIKE ? "Far more errors than usual" : "No more errors than usual again");
        }
        if (news.opened() > 0) {
            parts.add(news.opened() == 1 ? "1 new issue" : news.opened() + " new issues");
        }
        if (news.regressed() > 0) {
            parts.add(news.regressed() == 1 ? "1 issue came back" : news.regressed() + " issues came back");
        }
        return String.join(", ", parts);
    }

    /** Null when there is none to tell of. */
    private static String spike(DigestSql.News news) {
        return switch (news.spike()) {
            case SPIKE ->
                "Far more errors come than usual. Ten times the usual is taken in an hour; the rest is dropped.";
            case SPIKE_ENDED ->
                "No more errors come than usual any more. Meanwhile "
                        + Words.of(news.dropped(), "error was", "errors were") + " dropped.";
            case null, default -> null;
        };
    }
}
