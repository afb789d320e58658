package tocsin.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tocsin.quota.Refusal;

/** Sentry's own answers, which SDKs understand. */
final class SdkAnswer {

    private SdkAnswer() {}

    static Answer accepted(UUID id) {
        return Answer.json(200, Map.of(), id == null ? "{}" : "{\"id\":\"" + hex(id) + "\"}");
    }

    /** As {@link #accepted(UUID)}, with what is refused from now on. */
    static Answer accepted(UUID id, List<Refusal> reached) {
        var answer = accepted(id);
        return reached.isEmpty() ? answer : new Answer(200, limited(reached), answer.type(), answer.body());
    }

    /** What is refused and for how long, as SDKs and sensors read it. */
    static Map<String, String> limited(List<Refusal> refusals) {
        return Map.of(
                "Retry-After",
                Long.toString(Refusal.retryAfter(refusals)),
                "X-Sentry-Rate-Limits",
                Refusal.header(refusals));
    }

    static Answer refused(Throwable failure) {
        return refused(Told.of(failure));
    }

    static Answer refused(Told told) {
        var headers = new HashMap<>(told.headers());
        headers.put("X-Sentry-Error", told.detail());
        return Answer.json(told.status(), headers, "{\"detail\":\"" + Told.quoted(told.detail()) + "\",\"causes\":[]}");
    }

    static Answer wrongMethod(String allowed) {
        return Answer.json(405, Map.of("Allow", allowed), "{\"detail\":\"method not allowed\",\"causes\":[]}");
    }

    static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
