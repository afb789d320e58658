package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Every address that a DSN leads to, and what takes it from there. */
@ApplicationScoped
class Endpoints {

    private static final String PROJECT = "/api/:project";

    /** One address, with and without a slash at its end, and what it does for each method. */
    record Endpoint(String path, Map<String, Taking> methods) {

        /** As logs have it. */
        String name() {
            return path.replaceAll(":(\\w+)", "{$1}");
        }
    }

    private final List<Endpoint> all;

    Endpoints(
            EnvelopeIntake envelopes,
            StoreIntake stores,
            SecurityIntake security,
            MinidumpIntake minidumps,
            FileIntake files,
            CronIntake crons,
            OtlpIntake otlp,
            UnrealIntake unreal) {
        all = List.of(
                post("/envelope", envelopes::take),
                new Endpoint(PROJECT + "/store", Map.of("POST", stores::take, "GET", stores::pixel)),
                new Endpoint("/api/store", Map.of("POST", stores::take, "GET", stores::pixel)),
                post("/security", security::reports),
                post("/csp-report", security::reports),
                post("/nel", security::network),
                post("/minidump", plain(minidumps::take)),
                post("/events/:event/attachments", files::take),
                post("/unreal/:key", unreal::take),
                cron("/cron/:slug", crons),
                cron("/cron/:slug/:key", crons),
                post("/integration/otlp/v1/logs", otlp::logs),
                post("/integration/otlp/v1/traces", otlp::traces),
                post("/otlp/v1/logs", otlp::logs),
                post("/otlp/v1/traces", otlp::traces));
    }

    private static Endpoint cron(String path, CronIntake crons) {
        return new Endpoint(PROJECT + path, Map.of("POST", plain(crons::take), "GET", plain(crons::take)));
    }

    /** Crash reporters and shells know no 429: they are asked to come back. */
    private static Taking plain(Taking taking) {
        return (asked, body) -> {
            try {
                return taking.of(asked, body);
            } catch (OverLimit over) {
                throw over.unavailable();
            }
        };
    }

    List<Endpoint> all() {
        return all;
    }

    private static Endpoint post(String path, Taking taking) {
        return new Endpoint(PROJECT + path, Map.of("POST", taking));
    }
}
