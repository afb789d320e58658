package tocsin.issue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tocsin.testing.Envelopes;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** A new project whose issues are made one and taken apart. */
public final class Merging {

    /** Two issues of which one is part of the other. */
    public record Two(long parent, long child) {}

    public final Samples.Project project = Samples.project();
    public final Reader reader = Reader.of(project.organization());
    public final String org = project.organization().slug();

    /** One event with Boom, by ada in the shop; three with Bang, by ada and eve, of these two in the depot. */
    public Two twoAsOne() {
        send("Boom", "ada", "shop");
        send("Bang", "ada", "shop");
        send("Bang", "eve", "depot");
        send("Bang", "eve", "depot");
        var two = new Two(issue("Bang"), issue("Boom"));
        merge(two.child(), two.parent()).statusCode(200);
        return two;
    }

    /** The same events, each kind in an issue of its own again. */
    public Two apart() {
        var two = twoAsOne();
        undo(two.parent()).statusCode(200);
        return two;
    }

    public ValidatableResponse merge(long... issues) {
        return reader.api()
                .contentType(ContentType.JSON)
                .body(Map.of("merge", 1))
                .queryParam("id", Arrays.stream(issues).boxed().toList())
                .put("/api/0/projects/" + org + "/web/issues/")
                .then();
    }

    public ValidatableResponse undo(long whole) {
        var merge =
                Samples.<Long>query("select max(id) from issue_merge where into_id = ? and undone_at is null", whole);
        return reader.api()
                .delete("/api/v1/organizations/" + org + "/projects/web/issues/" + whole + "/merges/" + merge)
                .then();
    }

    /** Takes the key by which an event with this title came out of its issue. */
    public ValidatableResponse part(long issue, String title) {
        var key = Samples.<String>query("""
                select encode(k.key, 'hex') from issue_key k
                join event e on e.tenant_id = k.tenant_id and e.issue_id = k.issue_id
                    and e.key_hash = ('x' || encode(substr(k.key, 1, 8), 'hex'))::bit(64)::bigint
                where k.issue_id = ? and e.title like ? limit 1""", issue, title + "%");
        return reader.api()
                .queryParam("id", key)
                .delete("/api/0/issues/" + issue + "/hashes/")
                .then();
    }

    List<String> listed() {
        return reader.api().get("/api/0/projects/" + org + "/web/issues/").path("id");
    }

    String path(long issue) {
        return "/" + org + "/web/issues/" + issue;
    }

    public void send(String type, String user, String area) {
        send(Envelopes.exception(type, "it broke")
                .replace("\"id\":\"7\"", "\"id\":\"" + user + "\"")
                .replace("\"area\":\"shop\"", "\"area\":\"" + area + "\""));
    }

    public void send(String event) {
        IssueRows.send(project, event);
    }

    /** The newest with this type that nobody deleted. */
    public long issue(String type) {
        return Samples.<Long>query(
                "select max(id) from issue where project_id = ? and type = ? and deleted_at is null",
                project.id(),
                type);
    }

    public static long eventsOf(long issue) {
        return Samples.query("select count(*) from event where issue_id = ?", issue);
    }

    static String seen(long issue) {
        return Samples.query("select first_seen || ' to ' || last_seen from issue where id = ?", issue);
    }

    static String occurred(long issue) {
        return Samples.query(
                "select min(occurred_at) || ' to ' || max(occurred_at) from event where issue_id = ?", issue);
    }

    /** All that is counted of it. */
    public static String numbers(long issue) {
        return Samples.query("""
                select i.event_count || ' events, ' || i.user_count || ' users, '
                    || (select coalesce(sum(quantity), 0) from issue_hour h where h.issue_id = i.id) || ' in hours, tags '
                    || (select coalesce(string_agg(t.value || '=' || t.quantity, ' ' order by t.value), '')
                        from issue_tag t where t.issue_id = i.id and t.key = 'area')
                from issue i where i.id = ?""", issue);
    }
}
