package tocsin.ingest;

import java.util.HashMap;
import java.util.Map;

/** Refusals as problems (RFC 9457), which our own API answers with. */
final class ProblemAnswer {

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            405, "Method Not Allowed",
            413, "Content Too Large",
            415, "Unsupported Media Type",
            429, "Too Many Requests",
            503, "Service Unavailable");

    private ProblemAnswer() {}

    static Answer refused(Throwable failure) {
        return of(Told.of(failure), "");
    }

    /** @param more members of the JSON object, each after a comma */
    static Answer of(Told told, String more) {
        var headers = new HashMap<>(told.headers());
        headers.put("Cache-Control", "no-store");
        if (told.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Answer(
                told.status(),
                headers,
                "application/problem+json",
                ("{\"status\":" + told.status() + ",\"title\":\"" + TITLES.getOrDefault(told.status(), "Refused")
                                + "\",\"detail\":\"" + Told.quoted(told.detail()) + "\"" + more + "}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Answer wrongMethod(String allowed) {
        return of(new Told(405, "This address answers " + allowed, Map.of("Allow", allowed)), "");
    }
}
