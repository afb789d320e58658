package tocsin.sentry;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An error event in its normalised form: what {@link EventParser} makes of any SDK's JSON, what is stored, and what pages
 * and grouping read. Lists are never null; single parts are null when the SDK did not send them.
 *
 * @param id the SDK's event id, or one that we made
 * @param timestamp when it happened by the SDK's clock, corrected for drift; the time of receipt if the SDK sent none
 * @param level never null; {@code error} unless the SDK says otherwise
 * @param platform never null; {@code other} when unknown
 * @param environment never null; {@code production} unless the SDK says otherwise
 * @param exceptions the chain, cause first, as thrown last
 * @param contexts by name ({@code os}, {@code device}, {@code trace}, …), each an object
 * @param errors what was wrong with the event as sent; never a reason to lose it
 * @param meta remarks on what was trimmed, shaped as the event itself; null when nothing was
 */
public record SentryEvent(
        UUID id,
        Instant timestamp,
        Level level,
        String platform,
        String logger,
        String transaction,
        String serverName,
        String release,
        String dist,
        String environment,
        String culprit,
        LogEntry message,
        List<ExceptionValue> exceptions,
        List<ThreadValue> threads,
        Stacktrace stacktrace,
        List<Breadcrumb> breadcrumbs,
        Request request,
        User user,
        Map<String, JsonNode> contexts,
        List<Tag> tags,
        JsonNode extra,
        Map<String, String> modules,
        List<String> fingerprint,
        Sdk sdk,
        JsonNode debugMeta,
        List<EventError> errors,
        JsonNode meta) {

    /**
     * The same event without its content: what happened to whom, when and where, but not what. A few hundred bytes, while the
     * whole takes more than a hundred thousand.
     */
    public SentryEvent outline() {
        return new SentryEvent(
                id,
                timestamp,
                level,
                platform,
                logger,
                transaction,
                serverName,
                release,
                dist,
                environment,
                culprit,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                user == null ? null : user.outline(),
                Map.of(),
                tags,
                null,
                Map.of(),
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    /** How bad it is, mildest first. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR,
        FATAL
    }

    /** A log message: {@code formatted}, never null; {@code template} only where it says more, {@code params} as sent. */
    public record LogEntry(String template, String formatted, JsonNode params) {}

    /** One exception of the chain. {@code value} is its message; {@code module} the package or module of its type. */
    public record ExceptionValue(
            String type, String value, String module, String threadId, Stacktrace stacktrace, Mechanism mechanism) {}

    /** How the exception reached the SDK. {@code handled} and {@code synthetic} are null when not said. */
    public record Mechanism(
            String type,
            String description,
            Boolean handled,
            Boolean synthetic,
            String source,
            Integer exceptionId,
            Integer parentId,
            Boolean exceptionGroup,
            JsonNode meta,
            JsonNode data) {}

    /** Frames oldest first, so the crash is the last. {@code trimmed} counts older ones that were cut. */
    public record Stacktrace(List<Frame> frames, JsonNode registers, int trimmed) {}

    /**
     * A call on the stack. Lines count from 1; {@code inApp} is null when the SDK did not say.
     *
     * @param familiar what is known of it already; no part of what it says
     */
    public record Frame(
            String filename,
            String function,
            String rawFunction,
            String module,
            String packageName,
            String absPath,
            Integer line,
            Integer column,
            String contextLine,
            List<String> preContext,
            List<String> postContext,
            Boolean inApp,
            JsonNode vars,
            String instructionAddress,
            String symbolAddress,
            String imageAddress,
            String platform,
            String sourceLink,
            Familiar familiar) {

        /** As it is written when it comes again; null when that is not known. */
        SerializableString written() {
            return familiar.written();
        }

        /** The same without what only those at both ends of a stack show. */
        Frame withoutDetails() {
            return new Frame(
                    filename,
                    function,
                    rawFunction,
                    module,
                    packageName,
                    absPath,
                    line,
                    column,
                    contextLine,
                    List.of(),
                    List.of(),
                    inApp,
                    null,
                    instructionAddress,
                    symbolAddress,
                    imageAddress,
                    platform,
                    sourceLink,
                    new Familiar());
        }
    }

    /** A thread at the time of the event. Flags are null when not said. */
    public record ThreadValue(
            String id,
            String name,
            Boolean crashed,
            Boolean current,
            Boolean main,
            String state,
            Stacktrace stacktrace) {}

    /** What the program did before; {@code timestamp} may be null. */
    public record Breadcrumb(
            Instant timestamp, String type, String category, String message, Level level, JsonNode data) {}

    /** The HTTP request that was being answered. Pairs keep their order and their repetitions. */
    public record Request(
            String method,
            String url,
            List<Tag> query,
            String fragment,
            List<Tag> headers,
            List<Tag> cookies,
            JsonNode data,
            List<Tag> env) {}

    /** Who it happened to. {@code data} holds what else the SDK sent of them. */
    public record User(
            String id, String username, String email, String ipAddress, String name, JsonNode geo, JsonNode data) {

        /** What tells one user from another, the strongest first: id, e-mail, name, address; null when there is none. */
        public String identity() {
            if (id != null) {
                return "id:" + id;
            }
            if (email != null) {
                return "email:" + email;
            }
            if (username != null) {
                return "username:" + username;
            }
            return ipAddress == null ? null : "ip:" + ipAddress;
        }

        private User outline() {
            return geo == null && data == null ? this : new User(id, username, email, ipAddress, name, null, null);
        }
    }

    /** A key and a value, both short text. */
    public record Tag(String key, String value) {}

    /** The SDK that sent the event. */
    public record Sdk(String name, String version, List<String> integrations, List<String> packages) {}

    /** Something wrong with the event as it came: what kind, which field, what stood there, and why that is wrong. */
    public record EventError(String type, String name, String value, String reason) {}
}
