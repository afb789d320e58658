package tocsin.account;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import tocsin.testing.Envelopes;
import tocsin.testing.People;
import tocsin.testing.Samples;

/**
 * One of everything that an address names beneath an organization, by the word that the address has for it: the name of
 * the parameter or, where that is only {@code id}, the segment before it. Several values are several ways to name it.
 */
record Belongings(Samples.Project project, People.Somebody member, long team, Map<String, List<String>> named) {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    static Belongings of(Samples.Project project, String team) {
        var tenant = project.tenant();
        var member = People.member(project.organization(), Role.OWNER);
        People.token(project.organization(), member);
        long teamId = Samples.query(
                "insert into team (tenant_id, slug, name) values (?, ?, ?) returning id", tenant, team, team);
        Samples.execute("insert into team_member values (?, ?, ?)", tenant, teamId, member.id());
        Samples.execute("insert into project_team values (?, ?, ?)", tenant, project.id(), teamId);

        var event = send(project);
        var uuid = Envelopes.uuid(event);
        var issue = text("select issue_id::text from event where tenant_id = ? and event_id = ?", tenant, uuid);
        var invitation = text("""
                insert into invitation (tenant_id, email, role, hash, invited_by, expires_at)
                values (?, ?, 'MEMBER', ?, ?, now() + interval '1 day') returning id::text
                """, tenant, event + "@example.org", Secrets.sha256(event), member.id());
        var unprocessed = text("""
                insert into unprocessed_event (tenant_id, project_id, key_id, event_id, received_at, error, raw)
                values (?, ?, ?, ?, now(), 'no', '{}') returning id::text
                """, tenant, project.id(), project.keyId(), UUID.randomUUID());
        var trial = text("""
                insert into grouping_trial (tenant_id, project_id, version, rules, state, most)
                values (?, ?, 1, '', 'RUNNING', 0) returning id::text
                """, tenant, project.id());
        var forward = text("""
                insert into forward (tenant_id, project_id, kind, name, address, opened, regressed, every_event, status)
                values (?, ?, 'WEBHOOK', 'Pager', 'https://pager.example/', true, true, false, 'DISABLED')
                returning id::text
                """, tenant, project.id());
        var delivery = text("""
                insert into delivery (tenant_id, project_id, forward_id, kind, subject, body, state, finished_at)
                values (?, ?, ?::bigint, 'OPENED', 'Boom', '{}', 'GIVEN_UP', now()) returning id::text
                """, tenant, project.id(), forward);
        var enrolment = text("""
                insert into sensor_enrolment (tenant_id, project_id, label, hash, prefix, most, expires_at)
                values (?, ?, 'Fleet', ?, 'tce', 5, now() + interval '1 day') returning id::text
                """, tenant, project.id(), Secrets.sha256("enrolment " + event));
        var sensor = text("""
                with own_key as (
                    insert into project_key (tenant_id, project_id, public_key, sensor) values (?, ?, ?, true)
                    returning tenant_id, project_id, id)
                insert into sensor (tenant_id, project_id, key_id, public_id, name)
                select tenant_id, project_id, id, gen_random_uuid(), 'Probe' from own_key returning id::text
                """, tenant, project.id(), Envelopes.id());
        var erasure = text("""
                insert into erasure (tenant_id, kind, mark, project_id, finished_at)
                values (?, 'ID', 'mark', ?, now()) returning id::text
                """, tenant, project.id());
        var merge = text("""
                with part as (
                    insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                                       last_seen, grouping_version)
                    values (?, ?, 1000, 'Part', 'bang', 'here', 3, 'other', now(), now(), 1) returning *)
                insert into issue_merge (tenant_id, project_id, from_id, into_id, into_first_seen, into_last_seen)
                select tenant_id, project_id, id, ?::bigint, first_seen, last_seen from part returning id::text
                """, tenant, project.id(), issue);
        var number = text("select number::text from issue where tenant_id = ? and id = ?::bigint", tenant, issue);
        var file =
                text("select attachment_id::text from attachment where tenant_id = ? and event_id = ?", tenant, uuid);
        return new Belongings(
                project,
                member,
                teamId,
                Map.ofEntries(
                        Map.entry("project", List.of(project.slug(), Long.toString(project.id()))),
                        Map.entry("issues", List.of(issue, project.slug().toUpperCase(Locale.ROOT) + "-" + number)),
                        Map.entry("event", List.of(event, uuid.toString())),
                        Map.entry("attachment", List.of(file)),
                        Map.entry("key", List.of(Long.toString(project.keyId()))),
                        Map.entry("quota", List.of(quota(tenant, project.id()), quota(tenant, null))),
                        Map.entry("trial", List.of(trial)),
                        Map.entry("forward", List.of(forward)),
                        Map.entry("deliveries", List.of(delivery)),
                        Map.entry("enrolment", List.of(enrolment)),
                        Map.entry("sensor", List.of(sensor)),
                        Map.entry("erasure", List.of(erasure)),
                        Map.entry("merge", List.of(merge)),
                        Map.entry("unprocessed", List.of(unprocessed)),
                        Map.entry("team", List.of(team)),
                        Map.entry("members", List.of(Long.toString(member.id()))),
                        Map.entry("member", List.of(Long.toString(member.id()), "invitation-" + invitation)),
                        Map.entry("invitations", List.of(invitation)),
                        Map.entry(
                                "tokens",
                                List.of(text("select id::text from api_token where tenant_id = ?", tenant)))));
    }

    /** The ways to name something of that kind. */
    List<String> ids(String kind) {
        if (!named.containsKey(kind)) {
            throw new AssertionError("A route names a “" + kind + "”: make one here, so that it can be asked for");
        }
        return named.get(kind);
    }

    /** The tables of the tenant with all that is in them, and who is in it; but for the mail about the issue, on its way. */
    static Map<String, String> rows(String tenant) {
        var tables = Samples.<String>query("""
                select string_agg(c.relname, ' ' order by c.relname)
                from pg_attribute a join pg_class c on c.oid = a.attrelid
                where a.attname = 'tenant_id' and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relnamespace = 'public'::regnamespace
                  and c.relname not in ('outbox', 'mail_digest', 'mail_digest_issue')
                """).split(" ");
        var rows = new TreeMap<String, String>();
        for (var table : tables) {
            var which = table.equals("delivery") ? " and digest_id is null" : "";
            rows.put(
                    table,
                    text(
                            "select string_agg(t::text, E'\\n' order by t::text) from public." + table
                                    + " t where tenant_id = ?" + which,
                            tenant));
        }
        rows.put("user_account", text("""
                select string_agg(u::text, E'\\n' order by u.id) from user_account u
                join membership m on m.user_id = u.id where m.tenant_id = ?
                """, tenant));
        rows.put("login_session", text("""
                select string_agg(s::text, E'\\n' order by s.hash) from login_session s
                join membership m on m.user_id = s.user_id where m.tenant_id = ?
                """, tenant));
        return rows;
    }

    private static String quota(String tenant, Long project) {
        return text("""
                insert into quota (tenant_id, project_id, amount, time_window) values (?, ?, 1000000, 'MONTH')
                on conflict on constraint quota_once do update set amount = excluded.amount returning id::text
                """, tenant, project);
    }

    /** An event with a picture. */
    private static String send(Samples.Project project) {
        var id = Envelopes.id();
        var sent = new ByteArrayOutputStream();
        sent.writeBytes(Envelopes.of(id, Envelopes.exception("Boom", "it broke in " + project.slug())));
        sent.writeBytes(
                ("{\"type\":\"attachment\",\"length\":" + PNG.length + ",\"filename\":\"a.png\"}\n").getBytes());
        sent.writeBytes(PNG);
        RestAssured.given()
                .header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + project.key())
                .body(sent.toByteArray())
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
        // Numbers may come late, and whoever compares rows must not see them come.
        Awaitility.await()
                .until(() ->
                        Samples.<Long>query("select count(*) from count_journal where tenant_id = ?", project.tenant())
                                == 0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Samples.<Long>query(
                                "select count(*) from attachment where tenant_id = ? and picture = 'SMALL'",
                                project.tenant())
                        == 1);
        return id;
    }

    private static String text(String sql, Object... parameters) {
        return Samples.query(sql, parameters);
    }
}
