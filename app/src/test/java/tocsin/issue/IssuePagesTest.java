package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.sentry.RealEvents;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class IssuePagesTest {

    private static final String EVENT = Envelopes.exception("KeyError", "'total'");

    private Samples.Project project;
    private Reader reader;
    private String list;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        list = "/" + project.organization().slug() + "/web/issues";
    }

    @Test
    void theListShowsWhatBrokeAndWhere() {
        IssueRows.send(project, EVENT);

        var html = get(list);
        assertThat(html).contains("KeyError", "&#39;total&#39;", "WEB-1", list + "/");
        assertThat(get("/" + project.organization().slug() + "/issues")).contains("KeyError", "web");
    }

    @Test
    void htmxGetsTheRowsAlone() {
        IssueRows.send(project, EVENT);

        var html = reader.page()
                .header("HX-Request", "true")
                .get(list)
                .then()
                .statusCode(200)
                .header("Vary", containsString("HX-Request"))
                .extract()
                .asString();

        assertThat(html).contains("KeyError").doesNotContain("<html");
    }

    @Test
    void anEmptyListSaysWhy() {
        assertThat(get(list)).contains("No events yet", "/web/start");
        IssueRows.send(project, EVENT);
        assertThat(get(list + "?query=level:fatal")).contains("Nothing matches", "level:fatal");
        reader.page()
                .get(list + "?query=is:open")
                .then()
                .statusCode(400)
                .body(containsString("is:unresolved, is:resolved"))
                .body(containsString("is:open"));
    }

    @Test
    void eachFilterIsThereAndCanBeTakenAway() {
        var issue = IssueRows.issue(project, 1, "a", Instant.now());
        IssueRows.tag(project, issue, "release", "shop@1.2");
        IssueRows.tag(project, issue, "browser", "Firefox 144");

        assertThat(get(list)).contains("?query=is%3Aunresolved+release%3Ashop%401.2\"");
        assertThat(get(list + "?query=is:unresolved+release:shop@1.2+browser:%22Firefox+144%22&sort=freq"))
                .contains("WEB-1")
                .contains("value=\"is:unresolved release:shop@1.2 browser:&quot;Firefox 144&quot;\"")
                // Without the release, without the browser, and without the status, but in the same order.
                .contains("?query=is%3Aunresolved+browser%3A%22Firefox+144%22&amp;sort=freq\" title=\"Remove")
                .contains("?query=is%3Aunresolved+release%3Ashop%401.2&amp;sort=freq\" title=\"Remove")
                .contains("?query=release%3Ashop%401.2+browser%3A%22Firefox+144%22&amp;sort=freq\" title=\"Remove")
                .contains("<input type=\"hidden\" name=\"sort\" value=\"freq\">");
    }

    @Test
    void everyRealEventHasAPage() {
        for (var sample : RealEvents.all()) {
            var id = IssueRows.send(project, new String(sample.json(), StandardCharsets.UTF_8));
            var home = list + "/" + IssueRows.issueOf(id);
            assertThat(get(home + "/events/" + id)).as(sample.name()).contains(id);
            assertThat(get(home + "/events/" + id + ".md")).as(sample.name()).startsWith("# ");
        }
        assertThat(get(list)).contains("issue-row");
    }

    @Test
    void aShortIdLeadsToTheIssue() {
        IssueRows.send(project, EVENT);

        assertThat(get(list + "/WEB-1")).contains("KeyError");
        reader.page()
                .get(list + "?query=web-1")
                .then()
                .statusCode(303)
                .header("Location", containsString("/web/issues/WEB-1"));
    }

    @Test
    void theIssueIsThereAsMarkdownAndAsJson() {
        var id = IssueRows.send(project, EVENT);
        var home = list + "/" + IssueRows.issueOf(id);

        assertThat(get(home + ".md")).startsWith("# KeyError: 'total'").contains("pay", "Shop.java");
        reader.page()
                .header("Accept", "text/markdown")
                .get(home)
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"));
        reader.page()
                .get(home + "/events/" + id + "/json")
                .then()
                .statusCode(200)
                .contentType(containsString("application/json"))
                .body("environment", equalTo("test"));
    }

    @Test
    void resolvingSaysSoAndOffersUndo() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));

        var undo = reader.page()
                .header("HX-Request", "true")
                .formParam("to", "resolved")
                .post(list + "/" + issue + "/status")
                .then()
                .statusCode(200)
                .body(containsString("Reopen"))
                .header("HX-Trigger", containsString("1 issue resolved"))
                .extract()
                .jsonPath();
        assertThat(status(issue)).isEqualTo("RESOLVED");
        assertThat(undo).isNotNull();

        reader.page()
                .post("/" + project.organization().slug() + "/issues/status?set=" + issue + ":unresolved")
                .then()
                .statusCode(204);
        assertThat(status(issue)).isEqualTo("UNRESOLVED");
    }

    @Test
    void manyAreMutedAtOnce() {
        var first = IssueRows.issue(project, 1, "a", Instant.now());
        var second = IssueRows.issue(project, 2, "b", Instant.now());

        reader.page()
                .formParam("id", first, second)
                .formParam("to", "ignored")
                .post("/" + project.organization().slug() + "/issues/status")
                .then()
                .statusCode(204)
                .header("HX-Trigger", containsString("2 issues muted"))
                .header("HX-Trigger", containsString("set=" + first + ":unresolved"));

        assertThat(status(first)).isEqualTo("MUTED");
        assertThat(status(second)).isEqualTo("MUTED");
    }

    @Test
    void theWalkerSaysWhereOneIsAndJumpsByTime() {
        var now = Instant.now();
        var issue = IssueRows.issue(project, 1, "a", now);
        Samples.execute("update issue set event_count = 3, first_seen = now() - interval '1 hour' where id = ?", issue);
        Samples.execute(
                "insert into issue_hour values (?, ?, date_trunc('hour', now()), 'production', 3)",
                project.tenant(),
                issue);
        var first = IssueRows.event(project, issue, now.minusSeconds(2));
        var second = IssueRows.event(project, issue, now.minusSeconds(1));
        IssueRows.event(project, issue, now);
        var home = list + "/" + issue;

        assertThat(get(home)).contains(">3 of 3<").contains(home + "/events/at-");
        assertThat(get(home + "/events/" + second)).contains(">2 of 3<");
        assertThat(get(home + "/events/at-0")).contains(first.toString().replace("-", ""), ">1 of 3<");
        reader.page().get(home + "/events/at-x").then().statusCode(404);
    }

    @Test
    void aStackIsReadAsPlainTextToo() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));

        assertThat(get(list + "/" + issue + "?frames=raw"))
                .contains("<pre class=\"foreign raw\"", "    at payKeyError (Shop.java:7)");
    }

    @Test
    void anEmptyValueOfAContextTakesNoRow() {
        var event = "{\"platform\":\"python\",\"message\":\"m\",\"contexts\":{\"shop\":{\"void\":\"\",\"nil\":null,"
                + "\"open\":false},\"nothing\":{\"a\":null}}}";

        var html = get(list + "/" + IssueRows.issueOf(IssueRows.send(project, event)));

        assertThat(html).contains("<dt>open</dt>").doesNotContain("<dt>void</dt>", "<dt>nil</dt>", ">nothing<");
    }

    @Test
    void aVariableThatIsNothingIsNoEmptyText() {
        var event = """
                {"platform":"python","exception":[{"type":"E","stacktrace":{"frames":[{"function":"pay",
                 "filename":"%s","in_app":true,"vars":{"void":"","cart":null}}]}}]}""";

        for (var told :
                Map.of("shop.py", "None", "shop.js", "null", "shop.rb", "nil").entrySet()) {
            var sent = IssueRows.send(project, event.formatted(told.getKey()));
            assertThat(get(list + "/" + IssueRows.issueOf(sent) + "/events/" + sent))
                    .contains("<th scope=\"row\">cart</th><td>" + told.getValue() + "</td>")
                    .contains("<th scope=\"row\">void</th><td></td>");
        }
    }

    @Test
    void valuesThatAreNotToldApartAreOneRowThatLeadsNowhere() {
        var issue = IssueRows.issue(project, 1, "a", Instant.now());
        IssueRows.event(project, issue, Instant.now());
        IssueRows.tag(project, issue, "browser", "Firefox");
        IssueRows.tag(project, issue, "browser", "");

        assertThat(get(list + "/" + issue))
                .contains("<a title=\"1 of 2\"><span class=\"share-value\">other</span>")
                .contains("browser%3AFirefox\" title=\"1 of 2\"><span class=\"share-value\">Firefox</span>");
    }

    @Test
    void breadcrumbsAreNarrowedByKindAndByLevelAtOnce() {
        var event = """
                {"message":"m","breadcrumbs":[{"type":"http","level":"warning"},{"type":"http"},{"type":"query"}]}""";

        assertThat(get(list + "/" + IssueRows.issueOf(IssueRows.send(project, event))))
                .contains("type=\"radio\" name=\"crumbs\" value=\"http\"")
                .contains("type=\"checkbox\" name=\"crumb-level\" value=\"warnings\"");
    }

    @Test
    void anEventPastItsTimeSaysHowLongEventsAreKept() {
        var old = IssueRows.issue(project, 1, "old", Instant.now().minus(Duration.ofDays(91)));
        var young = IssueRows.issue(project, 2, "young", Instant.now().minus(Duration.ofDays(89)));
        var event = "/events/" + Envelopes.id();

        for (var gone : List.of(event, "/events/oldest", event + ".md")) {
            reader.page()
                    .get(list + "/" + old + gone)
                    .then()
                    .statusCode(410)
                    .body(containsString("Events are kept 90 days"));
        }
        reader.page().get(list + "/" + young + event).then().statusCode(404);
        reader.page().get(list + "/" + old + "/events/nonsense").then().statusCode(404);
    }

    @Test
    void oneIsNeverCountedAsMany() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));

        assertThat(get(list) + get(list + "/" + issue)).contains("1 event").doesNotContain("1 events", "1 users");
    }

    @Test
    void foreignMarkupStaysTextInEveryField() {
        var poison = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        var event = """
                {"platform":"python","environment":"P1","release":"P","server_name":"P","transaction":"P","logger":"P",
                 "level":"error","message":"P","tags":{"P":"P","area":"P"},"extra":{"P":"P"},"modules":{"P":"P"},
                 "user":{"id":"P","email":"P","username":"P","name":"P","ip_address":"P","data":{"P":"P"}},
                 "contexts":{"P":{"P":"P"},"os":{"name":"P","version":"P"}},"sdk":{"name":"P","version":"P"},
                 "request":{"url":"P","method":"P","query_string":[["P","P"]],"headers":[["P","P"]],
                            "cookies":[["P","P"]],"data":{"P":"P"},"env":{"P":"P"}},
                 "breadcrumbs":[{"type":"P","category":"P","message":"P","level":"info","data":{"P":"P"},"timestamp":1}],
                 "threads":[{"id":"1","name":"P","state":"P","stacktrace":{"frames":[{"function":"P","filename":"P"}]}}],
                 "exception":[{"type":"P","value":"P","module":"P","mechanism":{"type":"P","handled":false},
                   "stacktrace":{"frames":[{"function":"P","module":"P","filename":"P","abs_path":"P","lineno":3,
                     "context_line":"P","pre_context":["P"],"post_context":["P"],"in_app":true,"vars":{"P":"P"}}]}}]}""".replace("\"P\"", "\"" + poison + "\"");
        var id = IssueRows.send(project, event);
        var issue = IssueRows.issueOf(id);

        for (var page : new String[] {
            list, list + "/" + issue, list + "/" + issue + "/events/" + id, list + "?query=" + poison.replace(" ", "+")
        }) {
            assertThat(get(page.replace("<", "%3C").replace(">", "%3E")))
                    .as(page)
                    .contains("&lt;script&gt;alert(1)")
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x");
        }
    }

    @Test
    void aThousandFramesAndAMegabyteStayReadable() {
        var frame = "{\"function\":\"descend\",\"filename\":\"tree.py\",\"lineno\":7,\"in_app\":true},";
        var event = "{\"platform\":\"python\",\"exception\":[{\"type\":\"RecursionError\",\"value\":\"deep\","
                + "\"stacktrace\":{\"frames\":[" + frame.repeat(1000)
                + "{\"function\":\"leaf\",\"filename\":\"tree.py\",\"in_app\":true,\"vars\":{\"big\":\""
                + "x".repeat(900_000) + "\"}}]}}]}";
        var id = IssueRows.send(project, event);

        var html = get(list + "/" + IssueRows.issueOf(id));

        assertThat(html).contains("descend × ", "leaf");
        assertThat(html.length()).isLessThan(200_000);
    }

    @Test
    void anIssueWhoseEventsAreGoneStillHasAPage() {
        var issue = IssueRows.issue(project, 1, "old", Instant.now());

        assertThat(get(list + "/" + issue)).contains("No event is stored any more");
        assertThat(get(list + "/" + issue + ".md")).contains("No event of this issue");
    }

    @Test
    void aDeletedIssueLeadsBackToTheList() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));

        reader.page()
                .post(list + "/" + issue + "/delete")
                .then()
                .statusCode(303)
                .header("Location", containsString(list));
        reader.page().get(list + "/" + issue).then().statusCode(404);
    }

    @Test
    void viewersReadAndChangeNothing() {
        var viewer = Reader.of(project.organization(), "VIEWER");
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));
        Samples.execute(
                "with t as (insert into team (tenant_id, slug, name) values (?, 'all', 'All') returning tenant_id, id),"
                        + " m as (insert into team_member select tenant_id, id, ? from t)"
                        + " insert into project_team select tenant_id, ?, id from t",
                project.tenant(),
                viewer.user(),
                project.id());

        viewer.page().get(list + "/" + issue).then().statusCode(200).body(not(containsString("value=\"resolved\"")));
        viewer.page()
                .formParam("to", "resolved")
                .post(list + "/" + issue + "/status")
                .then()
                .statusCode(403);
    }

    private String get(String path) {
        return reader.page()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String status(long issue) {
        return Samples.query("select status from issue where id = ?", issue);
    }
}
