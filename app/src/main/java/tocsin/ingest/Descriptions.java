package tocsin.ingest;

import java.util.List;
import tocsin.ingest.Description.Good;
import tocsin.ingest.Description.Key;

/** What the API's document says of each of the {@link Endpoints}: who adds one adds its description here, or a test fails. */
final class Descriptions {

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String MULTIPART = "multipart/form-data";

    private static final String DURABLE = "Committed to the database, or, while that is away or slow, synced to disk.";
    private static final String COUNTED = "Counted, durably; nothing of it is stored.";

    static final List<Description> ALL = List.of(
            new Description(
                    "/api/{project}/envelope/",
                    "POST",
                    "sendEnvelope",
                    "Send an envelope",
                    "Errors, files, feedback and user reports are stored. Transactions, spans, sessions, check-ins, logs, metrics,"
                            + " profiles and replays are checked and counted as `not_stored`, reports of the SDK as"
                            + " `client_discarded`. An item that is too large, or broken, is dropped and counted, and the"
                            + " others are kept. The key may also be in the `dsn` of the envelope's own header. An event"
                            + " whose id came within 24 hours before is not stored again.",
                    List.of("application/x-sentry-envelope"),
                    List.of(),
                    new Good(
                            200,
                            DURABLE,
                            JSON,
                            "id",
                            "The id of the event, or of what a person wrote; absent where there is none."),
                    Key.DSN_ELSEWHERE,
                    true),
            store("/api/{project}/store/", "POST", "storeEvent", "Send an event, as old SDKs do"),
            store("/api/{project}/store/", "GET", "storeEventByPicture", "Send an event in the address of a picture"),
            store("/api/store/", "POST", "storeEventOfKey", "Send an event, as the oldest SDKs do"),
            store("/api/store/", "GET", "storeEventOfKeyByPicture", "As by picture, without a project"),
            security("/api/{project}/security/", "sendSecurityReports"),
            security("/api/{project}/csp-report/", "sendPolicyReports"),
            new Description(
                    "/api/{project}/nel/",
                    "POST",
                    "sendNetworkErrors",
                    "Send network error reports",
                    "An array of reports, as browsers send them. They are counted and not stored.",
                    List.of("application/reports+json"),
                    List.of(),
                    new Good(200, COUNTED, null),
                    Key.DSN,
                    true),
            new Description(
                    "/api/{project}/minidump/",
                    "POST",
                    "sendMinidump",
                    "Send a crash dump",
                    "The dump alone, or a form with it as `upload_file_minidump`; other files of the form are kept beside it,"
                            + " and `sentry` fields say more of the event. It becomes an event with the reason, the place and"
                            + " the modules.",
                    List.of(MULTIPART, "application/x-dmp", "application/octet-stream"),
                    List.of(),
                    new Good(200, DURABLE + " The event's id, with hyphens.", TEXT),
                    Key.DSN,
                    false),
            new Description(
                    "/api/{project}/events/{event}/attachments/",
                    "POST",
                    "sendAttachments",
                    "Send files of an event",
                    "Up to 30 files of up to 100 MiB each, before or after their event. One that is too large is dropped and"
                            + " counted.",
                    List.of(MULTIPART),
                    List.of(),
                    new Good(201, "Committed to the database.", null),
                    Key.DSN,
                    true),
            new Description(
                    "/api/{project}/unreal/{key}/",
                    "POST",
                    "sendUnrealReport",
                    "Send a crash archive of the Unreal engine",
                    "It is counted and not stored.",
                    List.of("application/octet-stream"),
                    List.of(),
                    new Good(200, COUNTED + " An id, with hyphens.", TEXT),
                    Key.DSN_ELSEWHERE,
                    true),
            cron("/api/{project}/cron/{slug}/", "POST", "checkIn", Key.DSN),
            cron("/api/{project}/cron/{slug}/", "GET", "checkInByAddress", Key.DSN),
            cron("/api/{project}/cron/{slug}/{key}/", "POST", "checkInWithKey", Key.DSN_ELSEWHERE),
            cron("/api/{project}/cron/{slug}/{key}/", "GET", "checkInWithKeyByAddress", Key.DSN_ELSEWHERE),
            otlp("/api/{project}/integration/otlp/v1/logs/", "exportLogs", "logs"),
            otlp("/api/{project}/integration/otlp/v1/traces/", "exportTraces", "traces"),
            otlp("/api/{project}/otlp/v1/logs/", "exportLogsByOldAddress", "logs"),
            otlp("/api/{project}/otlp/v1/traces/", "exportTracesByOldAddress", "traces"),
            new Description(
                    "/api/v1/sensor",
                    "POST",
                    "enrolSensor",
                    "Enrol a sensor",
                    "With the token of an enrolment, which a project's administrators make. The body says the `name` by which"
                            + " people know the sensor, and may say its `version`.",
                    List.of(JSON),
                    List.of(),
                    new Good(
                            201,
                            "Enrolled. The token is not kept: it is seen this once.",
                            JSON,
                            "sensorId",
                            "By which the sensor is known.",
                            "token",
                            "By which it proves that from now on.",
                            "dsn",
                            "Of its own, for SDKs."),
                    Key.ENROLMENT,
                    false),
            new Description(
                    "/api/v1/sensor",
                    "GET",
                    "readSensor",
                    "Who am I",
                    "What a sensor is here.",
                    List.of(),
                    List.of(),
                    new Good(
                            200,
                            "The sensor itself.",
                            JSON,
                            "sensorId",
                            "By which it is known.",
                            "name",
                            "By which people know it.",
                            "project",
                            "The number of its project.",
                            "dsn",
                            "Of its own, for SDKs.",
                            "renewTokenBy",
                            "Only when the token has to be renewed: until when."),
                    Key.SENSOR,
                    false),
            new Description(
                    "/api/v1/sensor/token",
                    "POST",
                    "renewSensorToken",
                    "Renew the token",
                    "Another token, signed with the newest key. The old one is good for as long as its key is.",
                    List.of(),
                    List.of(),
                    new Good(201, "The new token.", JSON, "sensorId", "As before.", "token", "To be used from now on."),
                    Key.SENSOR,
                    false),
            new Description(
                    "/api/v1/sensor/events",
                    "POST",
                    "sendSensorEvents",
                    "Send events of a sensor",
                    "One event, an array, or a line for each (NDJSON): up to 1,000 and 20 MiB, each up to 1 MiB. Each gets"
                            + " the tag `sensor`. A bad event is refused alone, with 207; what cannot be split into events"
                            + " is refused as a whole. To send all of it again is safe when events bring their `event_id`.",
                    List.of(JSON, "application/x-ndjson"),
                    List.of(),
                    new Good(
                            200,
                            DURABLE,
                            JSON,
                            "accepted",
                            "How many are stored.",
                            "events",
                            "For each event, in their order, its `status` (`accepted`, `filtered` or `refused`), and its"
                                    + " `id` or the `reason`.",
                            "renewTokenBy",
                            "Only when the token has to be renewed: until when."),
                    Key.SENSOR,
                    true));

    private Descriptions() {}

    private static Description store(String path, String method, String id, String summary) {
        var picture = method.equals("GET");
        return new Description(
                path,
                method,
                id,
                summary,
                "JSON, or base64 of deflated JSON" + (picture ? ", in `sentry_data`." : ".")
                        + (path.contains("project") ? "" : " The key alone says of which project."),
                picture ? List.of() : List.of(JSON),
                picture ? List.of("sentry_data") : List.of(),
                picture
                        ? new Good(200, DURABLE + " A picture of one dot.", "image/gif")
                        : new Good(200, DURABLE, JSON, "id", "The event's id."),
                Key.DSN,
                true);
    }

    private static Description security(String path, String id) {
        return new Description(
                path,
                "POST",
                id,
                "Send what browsers report",
                "Broken content policies, Expect-CT, Expect-Staple and key pinning reports become events; others are counted.",
                List.of(
                        "application/csp-report",
                        "application/reports+json",
                        "application/expect-ct-report+json",
                        JSON),
                List.of("sentry_release", "sentry_environment"),
                new Good(200, DURABLE, null),
                Key.DSN,
                true);
    }

    private static Description cron(String path, String method, String id, Key key) {
        return new Description(
                path,
                method,
                id,
                "Say that a job runs",
                "The status is in the query, or in a JSON body: `in_progress`, `ok` or `error`. It is counted and not stored.",
                method.equals("GET") ? List.of() : List.of(JSON),
                List.of("status"),
                new Good(202, COUNTED, null),
                key,
                false);
    }

    private static Description otlp(String path, String id, String what) {
        return new Description(
                path,
                "POST",
                id,
                "Export " + what + " of OpenTelemetry",
                "Up to 2 MiB. Its records are counted and not stored.",
                List.of(PROTOBUF, JSON),
                List.of(),
                new Good(200, COUNTED + " An empty message, in the form that was sent.", PROTOBUF),
                Key.DSN,
                true);
    }
}
