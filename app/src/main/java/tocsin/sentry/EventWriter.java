package tocsin.sentry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.LogEntry;
import tocsin.sentry.SentryEvent.Sdk;
import tocsin.sentry.SentryEvent.User;

/** Writes an event as canonical JSON, from which {@link EventParser} makes an equal event. */
public final class EventWriter {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private EventWriter() {}

    public static byte[] write(SentryEvent event) {
        var bytes = new ByteArrayOutputStream(8 * 1024);
        try (var generator = FACTORY.createGenerator(bytes)) {
            write(event, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A frame alone. */
    static byte[] write(SentryEvent.Frame frame) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            StackWriter.frame(new FieldWriter(generator), frame);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Into something larger, at a place where a value may stand. */
    public static void write(SentryEvent event, JsonGenerator generator) throws IOException {
        var json = new FieldWriter(generator);
        generator.writeStartObject();
        json.text("event_id", EventIds.format(event.id()));
        json.text("timestamp", event.timestamp().toString());
        json.text("level", Levels.wireName(event.level()));
        json.text("platform", event.platform());
        json.text("logger", event.logger());
        json.text("transaction", event.transaction());
        json.text("server_name", event.serverName());
        json.text("release", event.release());
        json.text("dist", event.dist());
        json.text("environment", event.environment());
        json.text("culprit", event.culprit());
        json.object("logentry", event.message(), EventWriter::logEntry);
        json.values("exception", event.exceptions(), StackWriter::exception);
        json.values("threads", event.threads(), StackWriter::thread);
        json.object("stacktrace", event.stacktrace(), StackWriter::stacktrace);
        json.values("breadcrumbs", event.breadcrumbs(), EventWriter::breadcrumb);
        json.object("request", event.request(), EventWriter::request);
        json.object("user", event.user(), EventWriter::user);
        json.dataMap("contexts", event.contexts());
        json.pairs("tags", event.tags());
        json.data("extra", event.extra());
        json.textMap("modules", event.modules());
        json.texts("fingerprint", event.fingerprint());
        json.object("sdk", event.sdk(), EventWriter::sdk);
        json.data("debug_meta", event.debugMeta());
        json.list("errors", event.errors(), EventWriter::error);
        json.data("_meta", event.meta());
        generator.writeEndObject();
    }

    private static void logEntry(FieldWriter json, LogEntry entry) throws IOException {
        json.text("message", entry.template());
        json.text("formatted", entry.formatted());
        json.data("params", entry.params());
    }

    private static void breadcrumb(FieldWriter json, SentryEvent.Breadcrumb breadcrumb) throws IOException {
        json.text(
                "timestamp",
                breadcrumb.timestamp() == null ? null : breadcrumb.timestamp().toString());
        json.text("type", breadcrumb.type());
        json.text("category", breadcrumb.category());
        json.text("message", breadcrumb.message());
        json.text("level", Levels.wireName(breadcrumb.level()));
        json.data("data", breadcrumb.data());
    }

    private static void request(FieldWriter json, SentryEvent.Request request) throws IOException {
        json.text("method", request.method());
        json.text("url", request.url());
        json.pairs("query_string", request.query());
        json.text("fragment", request.fragment());
        json.pairs("headers", request.headers());
        json.pairs("cookies", request.cookies());
        json.data("data", request.data());
        json.pairs("env", request.env());
    }

    private static void user(FieldWriter json, User user) throws IOException {
        json.text("id", user.id());
        json.text("username", user.username());
        json.text("email", user.email());
        json.text("ip_address", user.ipAddress());
        json.text("name", user.name());
        json.data("geo", user.geo());
        json.data("data", user.data());
    }

    private static void sdk(FieldWriter json, Sdk sdk) throws IOException {
        json.text("name", sdk.name());
        json.text("version", sdk.version());
        json.texts("integrations", sdk.integrations());
        json.texts("packages", sdk.packages());
    }

    private static void error(FieldWriter json, EventError error) throws IOException {
        json.text("type", error.type());
        json.text("name", error.name());
        json.text("value", error.value());
        json.text("reason", error.reason());
    }
}
