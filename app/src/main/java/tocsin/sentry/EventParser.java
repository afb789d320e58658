package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.Level;

/**
 * Makes a normalised event of whatever an SDK sent. A field that makes no sense becomes null and an entry in
 * {@link SentryEvent#errors()}; what is too long is trimmed with a remark in {@link SentryEvent#meta()}. The only thing
 * it refuses, with {@link MalformedEvent}, is what is no JSON object.
 */
public final class EventParser {

    private static final int MAX_SERVER_NAME = 256;
    private static final int MAX_CONTEXT = 8 * 1024;
    private static final int MAX_EXTRA = 16 * 1024;
    private static final int MAX_MODULES = 8 * 1024;
    private static final int MAX_DEBUG_META = 512 * 1024;

    private final Fields event;
    private final JsonNode json;
    private final Notes notes;
    private final Received received;
    private final ClockDrift drift;

    private EventParser(JsonNode json, Received received) {
        this.json = json;
        this.received = received;
        this.notes = new Notes();
        this.event = new Fields(json, notes);
        this.drift = new ClockDrift(received);
    }

    /** The JSON of an event as it came, under the names of today, for whoever wants to change it before it is parsed. */
    public static ObjectNode read(byte[] json) {
        return read(json, null);
    }

    /**
     * The same, where frames that came before, and that nobody changed before they were parsed, are known, and empty in the
     * tree. What would be changed in a frame because of where it stands in the event is not: see {@link PlainJson}.
     */
    public static ObjectNode read(byte[] json, KnownFrames known) {
        return (ObjectNode) LegacyNames.replaced(JsonText.read(json, known));
    }

    /** Reads an event as it came, or as {@link EventWriter} wrote it. */
    public static SentryEvent parse(byte[] json, Received received) {
        return parse(JsonText.read(json), received);
    }

    /** The same for JSON that has been read already. */
    public static SentryEvent parse(JsonNode json, Received received) {
        if (!json.isObject()) {
            throw new MalformedEvent("no JSON object");
        }
        return new EventParser(LegacyNames.replaced(json), received).event();
    }

    private SentryEvent event() {
        notes.adopt(event.get("_meta"));
        sentErrors();
        var platform = platform();
        return new SentryEvent(
                id(),
                timestamp(),
                level(),
                platform,
                event.text("logger", Fields.NAME),
                event.text("transaction", Fields.NAME),
                event.text("server_name", MAX_SERVER_NAME),
                Labels.release(event),
                Labels.dist(event),
                Labels.environment(event),
                event.text("culprit", Fields.NAME),
                LogEntryParser.parse(event),
                ExceptionParser.parse(event),
                ThreadParser.parse(event),
                StacktraceParser.parse(event, "stacktrace"),
                BreadcrumbParser.parse(event, drift),
                RequestParser.parse(event),
                UserParser.parse(event, new ClientAddress(json, platform, received.clientIp())),
                NamedData.ofObjects(event, "contexts", MAX_CONTEXT),
                TagParser.parse(event, received.sensor()),
                extra(),
                modules(),
                Labels.fingerprint(event),
                SdkParser.parse(event),
                event.objectData("debug_meta", 16, MAX_DEBUG_META),
                notes.errors(),
                notes.meta());
    }

    private UUID id() {
        var sent = event.get("event_id");
        var id = sent == null ? null : EventIds.parse(sent.textValue());
        if (sent != null && id == null) {
            notes.invalid("event_id", sent, "not an event id");
        }
        if (received.eventId() != null) {
            return received.eventId();
        }
        return id == null ? UUID.randomUUID() : id;
    }

    private Instant timestamp() {
        var sent = event.time("timestamp");
        if (sent == null) {
            return drift.receivedAt();
        }
        notes.enter("timestamp");
        if (drift.isDrifting()) {
            notes.error("clock_drift", sent.toString(), "the sender's clock is off by " + drift.shift());
        }
        var corrected = drift.corrected(sent);
        if (corrected == null || drift.isFuture(corrected)) {
            notes.error("future_timestamp", sent.toString(), "later than its receipt");
            corrected = drift.receivedAt();
        }
        notes.leave();
        return corrected;
    }

    private Level level() {
        var sent = event.get("level");
        var level = sent == null ? Level.ERROR : Levels.parse(sent);
        if (level == null) {
            notes.invalid("level", sent, "not a level");
            return Level.ERROR;
        }
        return level;
    }

    private String platform() {
        var platform = event.text("platform", Fields.NAME);
        return platform == null ? Platforms.OTHER : Platforms.known(platform);
    }

    private JsonNode extra() {
        var extra = NamedData.ofAny(event, "extra", MAX_EXTRA);
        return extra.isEmpty() ? null : JsonNodeFactory.instance.objectNode().setAll(extra);
    }

    private Map<String, String> modules() {
        var sent = event.objectData("modules", 1, MAX_MODULES);
        if (sent == null) {
            return Map.of();
        }
        var modules = new LinkedHashMap<String, String>();
        for (var module : sent.properties()) {
            modules.put(
                    module.getKey(),
                    module.getValue().isNull() ? "" : module.getValue().asText());
        }
        return Collections.unmodifiableMap(modules);
    }

    private void sentErrors() {
        var sent = event.get("errors");
        if (sent == null || !sent.isArray()) {
            return;
        }
        // What is wrong with the errors themselves interests nobody
        var aside = new Notes();
        for (var each : sent) {
            if (each.isObject() && !notes.isFull()) {
                var fields = new Fields(each, aside);
                var type = fields.text("type", Fields.NAME);
                notes.add(new EventError(
                        type == null ? "invalid_data" : type,
                        fields.text("name", Fields.NAME),
                        fields.anyText("value", Fields.NAME),
                        fields.text("reason", Fields.NAME)));
            }
        }
    }
}
