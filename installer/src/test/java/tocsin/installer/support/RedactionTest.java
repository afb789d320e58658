package tocsin.installer.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form a secret has, it does not leave the host. */
class RedactionTest {

    private static final String PASSWORD = "p@ss/w0rd+\"x\\y";
    private static final String URL = "postgres://tocsin:"
            + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20") + "@db.example.org:5432/tocsin";

    private final Redaction redaction = new Redaction(
            KnownSecrets.of(List.of(URL, "SENTRY_AUTH_TOKEN=canary-bird-value\n")), new Pseudonyms(new byte[32]));

    @TempDir
    Path directory;

    @Test
    void aKnownSecretIsFoundInEveryForm() {
        var basic = Base64.getEncoder().encodeToString(("tocsin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (var form : List.of(
                PASSWORD,
                URL,
                URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                "p%40ss%2fw0rd%2b%22x%5cy",
                PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""),
                basic,
                Base64.getUrlEncoder().withoutPadding().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)),
                "canary-bird-value",
                Base64.getEncoder().encodeToString("x=canary-bird-value".getBytes(StandardCharsets.UTF_8)),
                "canary\\u002dbird\\u002dvalue",
                "canary%2Dbird-value")) {
            var line = redaction.line("said " + form + " twice: " + form);

            assertThat(line.count()).as(form).isPositive();
            assertThat(line.text())
                    .doesNotContain(form)
                    .doesNotContain("w0rd")
                    .doesNotContain("bird")
                    .startsWith("said ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=hunter2hunter",
                "PGPASSWORD=hunter2hunter psql",
                "{\"password\": \"hunter2hunter\", \"a\": 1}",
                "{\\\"password\\\":\\\"hunter2hunter\\\"}",
                "%22password%22%3A%22hunter2hunter%22",
                "api_key: hunter2hunter",
                "TOCSIN_SMTP_PASSWORD='hunter2hunter'",
                "alter role tocsin password 'hunter2hunter'",
                "--token hunter2hunter",
                "Authorization: Bearer hunter2hunter",
                "\"authorization\":\"Basic hunter2hunter\"",
                "X-Sentry-Auth: Sentry sentry_version=7, sentry_key=hunter2hunter",
                "GET /api/1/envelope/?sentry_key=hunter2hunter&x=1",
                "Cookie: a=b; tocsin_session=hunter2hunter; c=d",
                "set-cookie: tocsin_session=hunter2hunter; HttpOnly",
                "https://hunter2hunter@errors.example.org/1",
                "redis://:hunter2hunter@cache:6379/0",
                "https://me:with/hunter2hunter/slashes@host/path",
                "https%3A%2F%2Fhunter2hunter%40errors.example.org%2F1",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyaHVudGVyIn0.hunter2hunter",
                "tcs_hunter2hunter",
                "-----BEGIN PRIVATE KEY-----\\nhunter2hunter\\n-----END PRIVATE KEY-----",
                "hunter2hunter@example.org logged in",
                "mail=hunter2hunter%40example.org",
                "hunter2hunter\\u0040example.org",
                "from 203.0.113.77 and hunter2hunter@x.org",
                "DETAIL:  parameters: $1 = 'hunter2hunter', $2 = '7'",
                "DETAIL:  Key (tenant_id, email)=(a, hunter2hunter) already exists.",
                "DETAIL:  Failing row contains (1, hunter2hunter, null).",
                "CONTEXT:  COPY event, line 1, column title: \"hunter2hunter\"",
            })
    void whatLooksLikeASecretIsTakenOut(String line) {
        var clean = redaction.line(line);

        assertThat(clean.text()).doesNotContain("hunter2").doesNotContain("203.0.113.77");
        assertThat(clean.count()).isPositive();
        assertThat(redaction.line(clean.text()).text()).as("again").isEqualTo(clean.text());
    }

    @Test
    void whatIsHiddenInBase64IsTakenOut() {
        var hidden =
                Base64.getEncoder().encodeToString("{\"password\":\"hunter2hunter\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(redaction.line("body " + hidden).text()).isEqualTo("body [base64]");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, ip-",
        "2001:db8::17:4, ip-",
        "fe80::1%eth0, ip-",
        "2001:db8:0:1:2:3:4:5, ip-",
        "ada@example.org, mail-",
        "00:1a:2b:3c:4d:5e, [mac]"
    })
    void peopleAndHostsHaveTheSameNameEachTime(String value, String kind) {
        var first = redaction.line("from " + value + " to " + value + ".").text();

        assertThat(first).doesNotContain(value).startsWith("from " + kind).endsWith(".");
        var name = first.substring(5, first.indexOf(" to "));
        assertThat(first).isEqualTo("from " + name + " to " + name + ".");
        assertThat(new Redaction(KnownSecrets.of(List.of()), Pseudonyms.random())
                        .line("from " + value)
                        .text())
                .as("another bundle")
                .matches("from .*")
                .satisfies(other -> assertThat(other.endsWith(name)).isEqualTo(kind.equals("[mac]")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T11:50:07.123456+0000 host tocsin[123]: ready in 0.071 s",
                "listening on 127.0.0.1:9101 and [::1]:9111",
                "Starting tocsin@blue.service, tocsin-postgresql.service",
                "LoadCredential=database-url:/etc/tocsin/credentials/database-url",
                "select e.day::text from event e where e.hash = $1",
                "POST http://127.0.0.1:9101/api/1/envelope/ 200 in 3 ms",
                "GET /issues?query=is%3Aunresolved 200",
                "idle_in_transaction_session_timeout = 5min",
                "password_encryption = scram-sha-256",
                "tocsin 26.1.0-alpha, commit 0123456789abcdef0123456789abcdef01234567",
                "http_server_requests_seconds_bucket{method=\"GET\",uri=\"/{org}\",le=\"0.5\"} 12.0",
                "java.lang.IllegalStateException: at tocsin.digest.Digester.run(Digester.java:12)",
            })
    void whatIsNoSecretStays(String line) {
        assertThat(redaction.line(line)).isEqualTo(new Redaction.Line(line, 0));
    }

    @Test
    void aKeyOverSeveralLinesIsTakenOutAndWhatComesAfterItStays() throws IOException {
        var text = """
                before
                12:00 host tocsin[1]: -----BEGIN RSA PRIVATE KEY-----
                12:00 host tocsin[1]: hunter2hunter
                12:00 host tocsin[1]: -----END RSA PRIVATE KEY-----
                after
                """;

        var written = write(text, 1 << 20);

        assertThat(directory.resolve("log")).hasContent("before\n12:00 host tocsin[1]: [private key]\nafter\n");
        assertThat(written.redactions()).isEqualTo(1);
    }

    @Test
    void ofWhatIsTooMuchTheEndIsKept() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("line ").append(i).append('\n');
        }

        var written = write(text.toString(), 10_000);

        assertThat(written.bytes()).isBetween(5_000L, 10_020L);
        assertThat(written.isCut()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("log")))
                .endsWith("line 9999")
                .doesNotContain("line 1");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aLineThatIsNoneIsLeftOutInNoTime() throws IOException {
        var begun = System.nanoTime();
        for (var letter : List.of("a", "a.", "%40", "a@", "password", "://", "::1:", "-----BEGIN PRIVATE KEY-----")) {
            var line = letter.repeat(60_000 / letter.length());
            redaction.line(line);
            write("x".repeat(200_000) + "\nshort\n", 1 << 20);
        }

        assertThat(Files.readString(directory.resolve("log")))
                .startsWith("[a line of ")
                .endsWith("\nshort\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    private RedactedFile.Written write(String text, long most) throws IOException {
        return RedactedFile.write(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                redaction,
                directory.resolve("log"),
                most);
    }
}
