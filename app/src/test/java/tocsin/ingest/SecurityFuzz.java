package tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.digest.Accepted;
import tocsin.digest.EventDigest;
import tocsin.fuzz.FuzzTarget;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Received;
import tocsin.sentry.SecurityReports;

/** What browsers report: each report is counted, or becomes an event that can be digested. */
public final class SecurityFuzz implements FuzzTarget {

    private static final SecurityReports.Circumstances AROUND =
            new SecurityReports.Circumstances("shop@1", "live", "Mozilla/5.0");

    private static final UUID ID = UUID.fromString("9ec79c33-ec99-42ab-8353-589fcb2e04dc");
    private static final Received RECEIVED =
            new Received(Instant.parse("2026-11-21T10:00:00Z"), null, "198.51.100.7", ID);

    @Override
    public void check(byte[] input) throws IOException {
        SecurityReports reports;
        try {
            reports = SecurityReports.read(input, AROUND);
        } catch (MalformedEvent expected) {
            return;
        }
        if (reports.events().size() + reports.others() != SecurityReports.count(input)) {
            throw new AssertionError("a report is lost");
        }
        for (var event : reports.events()) {
            if (!(EventDigest.of(event, RECEIVED, ID) instanceof Accepted.Stored stored)) {
                throw new AssertionError("a report is no event");
            }
            if (!stored.event().id().equals(ID)) {
                throw new AssertionError("a report chose its id");
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = List.of(
                "{\"csp-report\":{\"document-uri\":\"https://shop.example/cart\",\"referrer\":\"https://shop.example/\","
                        + "\"violated-directive\":\"script-src 'self' https:\",\"effective-directive\":\"script-src-elem\","
                        + "\"blocked-uri\":\"https://evil.example:8443/a.js?b\",\"disposition\":\"enforce\"}}",
                "[{\"type\":\"csp-violation\",\"age\":1,\"url\":\"https://shop.example/\",\"user_agent\":\"Chrome\",\"body\":"
                        + "{\"documentURL\":\"https://shop.example/\",\"blockedURL\":\"inline\",\"effectiveDirective\":"
                        + "\"style-src-attr\",\"referrer\":\"x\"}},{\"type\":\"deprecation\",\"body\":{}}]",
                "{\"expect-ct-report\":{\"hostname\":\"a.example\",\"date-time\":\"2026-01-02T03:04:05Z\",\"scts\":[]}}",
                "{\"expect-staple-report\":{\"hostname\":\"a.example\",\"served-certificate-chain\":[\"x\"]}}",
                "{\"hostname\":\"a.example\",\"known-pins\":[\"pin-sha256=\\\"x\\\"\"],\"date-time\":\"2026-01-02T03:04:05Z\"}",
                "[{\"type\":\"network-error\",\"age\":29,\"url\":\"https://shop.example/x\",\"body\":{\"sampling_fraction\":"
                        + "0.5,\"phase\":\"dns\",\"type\":\"dns.name_not_resolved\",\"elapsed_time\":143}}]");
        return seeds.stream().map(seed -> seed.getBytes(UTF_8)).toList();
    }
}
