package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What was received is what was stored and what every reason took, in each category and its unit. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class OutcomeSumTest {

    private static final String SESSION = "{\"started\":\"2026-11-21T10:00:00Z\",\"attrs\":{\"release\":\"1\"}}";
    private static final String TRANSACTION =
            "{\"contexts\":{\"trace\":{}},\"start_timestamp\":1,\"timestamp\":2,\"spans\":[{},{}]}";
    private static final String LINES = "{\"items\":[{},{},{}]}";

    private final Map<String, Long> sent = new TreeMap<>();
    private Samples.Project project;
    private Samples.Project limited;

    @BeforeEach
    void newProjects() {
        project = Samples.project();
        limited = Samples.project(project.organization(), "limited");
        for (var category : new String[] {"log_byte", "span", "session", "replay"}) {
            Samples.execute(
                    "insert into quota (tenant_id, project_id, category, amount, time_window)"
                            + " values (?, ?, ?, 0, 'MONTH')",
                    project.tenant(),
                    limited.id(),
                    category);
        }
    }

    @Test
    void whatCameIsTheSumOfAllOutcomes() {
        send(project, 200, good());
        send(project, 200, tooLarge());
        send(project, 200, tooMany());
        send(project, 200, malformed());
        send(limited, 429, item("attachment", "before its event", "attachment=#"), good());

        var expected = sent.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(Samples.<String>query(
                        "select string_agg(category || '=' || total, ' ' order by category collate \"C\")"
                                + " from (select category, sum(quantity)::bigint as total from outcome_hour"
                                + " where tenant_id = ? and outcome <> 'client_discarded' group by category)",
                        project.tenant()))
                .isEqualTo(expected));
        assertThat(Samples.<String>query(
                        "select string_agg(distinct outcome || ' ' || case outcome when 'invalid' then reason else '' end,"
                                + " ', ') from outcome_hour where tenant_id = ?",
                        project.tenant()))
                .isEqualTo("invalid incomplete, invalid malformed, invalid too_large, invalid too_many, not_stored ,"
                        + " rate_limited , stored ");
    }

    /** One of each type. */
    private String good() {
        var event = Envelopes.id();
        return item("event", Envelopes.exception("Boom", "it broke"), "error=1")
                + item("attachment", "hello", "attachment=#")
                + item("transaction", TRANSACTION, "transaction=1 span=2")
                + item("session", SESSION, "session=1")
                + item("sessions", "{\"aggregates\":[{},{}],\"attrs\":{\"release\":\"1\"}}", "session=2")
                + item("check_in", "{\"monitor_slug\":\"nightly\",\"status\":\"ok\"}", "monitor=1")
                + item("user_report", "{\"event_id\":\"" + event + "\",\"comments\":\"ouch\"}", "feedback=1")
                + item(
                        "feedback",
                        "{\"event_id\":\"" + event + "\",\"contexts\":{\"feedback\":{\"message\":\"hurts\"}}}",
                        "feedback=1")
                + item("client_report", "{\"discarded_events\":[]}", "")
                + item("log", LINES, "log_item=3 log_byte=#")
                + item("otel_log", "{\"body\":\"x\"}", "log_item=1 log_byte=#")
                + item("trace_metric", LINES, "trace_metric=3 trace_metric_byte=#")
                + item("span", LINES, "span=3")
                + item("profile", "{}", "profile=1")
                + item("profile_chunk", "{}", "profile_chunk=1")
                + item("replay_event", "{}", "replay=1")
                + item("replay_recording", "{}", "replay=1")
                + item("replay_video", "{}", "replay=1")
                + item("statsd", "a:1|c", "metric_bucket=1")
                + item("metric_buckets", "[]", "metric_bucket=1")
                + item("nel", "{}", "security=1")
                + item("raw_security", "{}", "security=1")
                + item("security", "{}", "security=1")
                + item("form_data", "field=value", "attachment=#")
                + item("unreal_report", "archive", "error=1")
                + item("newer_than_this", "{}", "default=1");
    }

    private String tooLarge() {
        return item("event", "x".repeat(1024 * 1024 + 1), "error=1")
                + item("attachment", "goes with its event", "attachment=#")
                + item("session", "x".repeat(100 * 1024 + 1), "session=1")
                + item("check_in", "x".repeat(100 * 1024 + 1), "monitor=1")
                + item("user_report", "x".repeat(100 * 1024 + 1), "feedback=1")
                + item("client_report", "x".repeat(100 * 1024 + 1), "internal=1")
                + item("log\",\"item_count\":\"7", "x".repeat(2 * 1024 * 1024 + 1), "log_item=7 log_byte=#")
                + item("otel_log", "x".repeat(1024 * 1024 + 1), "log_item=1 log_byte=#")
                + item(
                        "trace_metric\",\"item_count\":\"9",
                        "x".repeat(1024 * 1024 + 1),
                        "trace_metric=9 trace_metric_byte=#")
                + item("statsd", "x".repeat(1024 * 1024 + 1), "metric_bucket=1");
    }

    private String tooMany() {
        var items = new StringBuilder(item("event", Envelopes.exception("Bang", "it broke"), "error=1"));
        for (int n = 0; n < 32; n++) {
            items.append(item("attachment", "file " + n, "attachment=#"));
        }
        for (int n = 0; n < 12; n++) {
            items.append(item("log\",\"item_count\":\"3", LINES, "log_item=3 log_byte=#"));
        }
        for (int n = 0; n < 3; n++) {
            items.append(item("check_in", "{\"monitor_slug\":\"nightly\",\"status\":\"ok\"}", "monitor=1"))
                    .append(item("form_data", "field=" + n, "attachment=#"))
                    .append(item("replay_video", "{}", "replay=1"));
        }
        return items.toString();
    }

    private String malformed() {
        return item("transaction", "{}", "transaction=1")
                + item("session", "no JSON", "session=1")
                + item("sessions", "{}", "session=1")
                + item("check_in", "{}", "monitor=1")
                + item("user_report", "no JSON", "feedback=1")
                + item("feedback", "{}", "feedback=1")
                + item("client_report", "no JSON", "internal=1")
                + item("log\",\"item_count\":\"5", "no JSON", "log_item=5 log_byte=#")
                + item("otel_log", "no JSON", "log_item=1 log_byte=#")
                + item("trace_metric\",\"item_count\":\"2", "{}", "trace_metric=2 trace_metric_byte=#")
                + item("span\",\"item_count\":\"4", "no JSON", "span=4");
    }

    /** @param counts by category; {@code #} for the payload's bytes */
    private String item(String type, String payload, String counts) {
        for (var count : counts.isEmpty() ? new String[0] : counts.split(" ")) {
            var pair = count.split("=");
            sent.merge(pair[0], pair[1].equals("#") ? payload.length() : Long.parseLong(pair[1]), Long::sum);
        }
        return "{\"type\":\"" + type + "\",\"length\":" + payload.length() + "}\n" + payload + "\n";
    }

    private static void send(Samples.Project to, int status, String... items) {
        Envelopes.request(to)
                .body(("{\"event_id\":\"" + Envelopes.id() + "\"}\n" + String.join("", items))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/" + to.id() + "/envelope/")
                .then()
                .statusCode(status);
    }
}
