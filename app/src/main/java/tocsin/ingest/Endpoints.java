package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tocsin.sentry.AuthFailure;

/** Every address that programs send to, and what takes it from there. */
@ApplicationScoped
class Endpoints {

    private static final String PROJECT = "/api/:project";
    private static final String SENSOR = "/api/v1/sensor";

    /**
     * One address, with and without a slash at its end, and what it does for each method.
     *
     * @param manner in which it refuses
     * @param turn whose turn a sender's request waits for; empty when the database has to be asked who that is
     */
    record Endpoint(
            String path, Map<String, Taking> methods, Manner manner, Function<Sender, Optional<Turns.Whose>> turn) {

        /** As logs have it. */
        String name() {
            return path.replaceAll(":(\\w+)", "{$1}");
        }
    }

    private final DsnKeys keys;
    private final List<Endpoint> all;

    Endpoints(
            EnvelopeIntake envelopes,
            StoreIntake stores,
            SecurityIntake security,
            MinidumpIntake minidumps,
            FileIntake files,
            CronIntake crons,
            OtlpIntake otlp,
            UnrealIntake unreal,
            SensorIntake sensors,
            SensorEventIntake sensorEvents,
            SensorKeys sensorKeys,
            DsnKeys keys) {
        this.keys = keys;
        all = List.of(
                post("/envelope", envelopes::take),
                dsn(PROJECT + "/store", Map.of("POST", stores::take, "GET", stores::pixel)),
                dsn("/api/store", Map.of("POST", stores::take, "GET", stores::pixel)),
                post("/security", security::reports),
                post("/csp-report", security::reports),
                post("/nel", security::network),
                plain("/minidump", Map.of("POST", minidumps::take)),
                post("/events/:event/attachments", files::take),
                post("/unreal/:key", unreal::take),
                cron("/cron/:slug", crons),
                cron("/cron/:slug/:key", crons),
                post("/integration/otlp/v1/logs", otlp::logs),
                post("/integration/otlp/v1/traces", otlp::traces),
                post("/otlp/v1/logs", otlp::logs),
                post("/otlp/v1/traces", otlp::traces),
                // Who enrols is written to the database, so that nobody else's event may wait behind it.
                new Endpoint(
                        SENSOR,
                        Map.of("POST", sensors::enrol, "GET", sensors::self),
                        Manner.PROBLEM,
                        sender -> Optional.empty()),
                sensor("/token", sensors::renew, sensorKeys),
                sensor("/events", sensorEvents::take, sensorKeys));
    }

    private Endpoint cron(String path, CronIntake crons) {
        return plain(path, Map.of("POST", crons::take, "GET", crons::take));
    }

    private Endpoint plain(String path, Map<String, Taking> methods) {
        return new Endpoint(PROJECT + path, methods, Manner.PLAIN, this::turn);
    }

    List<Endpoint> all() {
        return all;
    }

    private Endpoint post(String path, Taking taking) {
        return dsn(PROJECT + path, Map.of("POST", taking));
    }

    private Endpoint dsn(String path, Map<String, Taking> methods) {
        return new Endpoint(path, methods, Manner.SDK, this::turn);
    }

    private static Endpoint sensor(String path, Taking taking, SensorKeys keys) {
        return new Endpoint(SENSOR + path, Map.of("POST", taking), Manner.PROBLEM, keys::turn);
    }

    private Optional<Turns.Whose> turn(Sender sender) {
        try {
            return sender.auth().flatMap(auth -> keys.turn(auth.publicKey()));
        } catch (AuthFailure e) {
            return Optional.of(Turns.Whose.NOBODY);
        }
    }
}
